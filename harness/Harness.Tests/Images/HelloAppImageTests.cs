using System.Collections.Concurrent;
using System.Xml.Linq;
using Harness.Files;
using Harness.Images;

namespace Harness.Tests.Images;

[Platform("Linux")]
internal sealed class HelloAppImageTests
{
    private static readonly Platform Linux = new("linux-x64", "amd64");

    private readonly ConcurrentQueue<string> _progress = new();
    private Scratch _scratch = null!;
    private HarnessFolders _layout = null!;
    private CacheFolder _cache = null!;

    [SetUp]
    public void MakeRepository()
    {
        _progress.Clear();
        _scratch = new Scratch();
        _layout = HarnessFolders.InRepository(_scratch["repository"]);
        _cache = new CacheFolder(_scratch["cache"]);
        _scratch.Write("repository/global.json", "{}");
        _scratch.Write("repository/harness/images/hello-app/Program.cs", "return 0;");
        _scratch.Write("repository/harness/images/hello-app/Serving/Reply.cs", "// reply");
        _scratch.Write("repository/benchmarks/Engine/LoadRunner.cs", "// engine");
    }

    [TearDown]
    public void RemoveRepository() => _scratch.Dispose();

    [Test]
    public async Task Is_named_by_its_source_and_kept_in_the_cache()
    {
        var image = await BuildAsync(Compile);

        var hash = HelloAppSource.Hash(_layout, Linux)[..12];
        image.Reference.ShouldBe($"harness.local/hello-app:{hash}");
        image.Path.ShouldBe(_scratch[$"cache/images/hello-app-{hash}.tar"]);
        _scratch.Files("cache").ShouldBe([$"cache/images/hello-app-{hash}.tar", "cache/images/hello-app.lock"]);
    }

    [Test]
    public async Task An_image_in_the_cache_is_not_built_again()
    {
        var built = await BuildAsync(Compile);
        _progress.Clear();

        var again = await BuildAsync((_, _) => throw new InvalidOperationException("compiled"));

        again.ShouldBe(built);
        _progress.ShouldBeEmpty();
    }

    [Test]
    public async Task A_second_build_waits_for_the_first_and_takes_its_image()
    {
        var (compiling, compiled) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = BuildAsync(async (folder, cancel) =>
        {
            compiling.SetResult();
            await compiled.Task;
            return await Compile(folder, cancel);
        });
        await compiling.Task;

        var waiting = new TaskCompletionSource();
        var second = HelloAppImage.BuildAsync(
            _layout,
            _cache,
            new InlineProgress<string>(_ => waiting.TrySetResult()),
            Linux,
            (_, _) => throw new InvalidOperationException("compiled"),
            CancellationToken.None);
        await waiting.Task;
        compiled.SetResult();

        (await second).ShouldBe(await first);
    }

    [Test]
    public async Task A_failed_build_leaves_neither_archive_nor_folder_and_the_next_one_succeeds()
    {
        var folder = "";
        await Should.ThrowAsync<InvalidOperationException>(BuildAsync((given, _) =>
        {
            File.WriteAllText(Path.Combine(folder = given, "object.o"), "");
            throw new InvalidOperationException();
        }));

        folder.ShouldNotBeEmpty();
        Directory.Exists(folder).ShouldBeFalse();
        _scratch.Files("cache").ShouldBe(["cache/images/hello-app.lock"]);
        File.Exists((await BuildAsync(Compile)).Path).ShouldBeTrue();
    }

    [Test]
    public async Task Archives_unused_for_a_month_are_removed_after_a_build()
    {
        var old = _scratch.Write("cache/images/hello-app-0123456789ab.tar", "");
        var recent = _scratch.Write("cache/images/hello-app-123456789abc.tar", "");
        File.SetLastWriteTimeUtc(old, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-31));

        await BuildAsync(Compile);

        File.Exists(old).ShouldBeFalse();
        File.Exists(recent).ShouldBeTrue();
    }

    [Test]
    public void The_hash_changes_with_content_names_shared_files_and_platform()
    {
        var hashes = new HashSet<string> { HelloAppSource.Hash(_layout, Linux) };
        hashes.Add(HelloAppSource.Hash(_layout, new Platform("linux-arm64", "arm64"))).ShouldBeTrue("platform");
        _scratch.Write("repository/harness/images/hello-app/Serving/Reply.cs", "// reply!");
        hashes.Add(HelloAppSource.Hash(_layout, Linux)).ShouldBeTrue("content");
        const string app = "repository/harness/images/hello-app";
        File.Move(_scratch[$"{app}/Serving/Reply.cs"], _scratch[$"{app}/Reply.cs"]);
        hashes.Add(HelloAppSource.Hash(_layout, Linux)).ShouldBeTrue("name");
        _scratch.Write("repository/benchmarks/Engine/LoadRunner.cs", "// engine!");
        hashes.Add(HelloAppSource.Hash(_layout, Linux)).ShouldBeTrue("load engine");
        _scratch.Write("repository/harness/Harness.Rbac/Admission/PathRule.cs", "// rule");
        hashes.Add(HelloAppSource.Hash(_layout, Linux)).ShouldBeTrue("rules about paths");
        _scratch.Write("repository/harness/Harness.Rbac/Questions/CallPath.cs", "// path");
        hashes.Add(HelloAppSource.Hash(_layout, Linux)).ShouldBeTrue("what a path is");
        _scratch.Write("repository/Directory.Packages.props", "<Project />");
        hashes.Add(HelloAppSource.Hash(_layout, Linux)).ShouldBeTrue("shared file");
    }

    [Test]
    public void The_hash_ignores_what_builds_leave_behind_and_where_the_repository_is()
    {
        var before = HelloAppSource.Hash(_layout, Linux);
        _scratch.Write("repository/harness/images/hello-app/bin/Debug/hello-app.dll", "x");
        _scratch.Write("repository/harness/images/hello-app/obj/project.assets.json", "x");
        _scratch.Write("repository/harness/Harness/Other.cs", "x");
        _scratch.Write("repository/harness/Harness.Rbac/Admission/PathPolicy.cs", "x");
        _scratch.Write("repository/benchmarks/Engine/obj/project.assets.json", "x");
        Directory.Move(_scratch["repository"], _scratch["moved"]);

        HelloAppSource.Hash(HarnessFolders.InRepository(_scratch["moved"]), Linux).ShouldBe(before);
    }

    [Test]
    public void What_its_project_compiles_in_from_elsewhere_is_all_in_the_hash()
    {
        var folders = HarnessFolders.InRepository(RepositoryRoot.Find());
        var compiled = XDocument.Load(Path.Combine(folders.HelloAppSource, "hello-app.csproj")).Descendants("Compile")
            .Select(item => Path.GetFullPath(Path.Combine(folders.HelloAppSource, item.Attribute("Include")!.Value)));

        HelloAppSource.RuleFiles(folders).ShouldBe(compiled, ignoreOrder: true);
        HelloAppSource.RuleFiles(folders).ShouldAllBe(file => File.Exists(file));
    }

    /// <summary>Stands in for the compiler: any program will do for an image.</summary>
    private static Task<string> Compile(string folder, CancellationToken cancellationToken)
    {
        var program = Path.Combine(folder, "hello-app");
        File.Copy(File.ResolveLinkTarget("/bin/sh", returnFinalTarget: true)?.FullName ?? "/bin/sh", program);
        return Task.FromResult(program);
    }

    private Task<ImageArchive> BuildAsync(HelloAppImage.Compiler compile) =>
        HelloAppImage.BuildAsync(_layout, _cache, new InlineProgress<string>(_progress.Enqueue), Linux, compile, CancellationToken.None);
}
