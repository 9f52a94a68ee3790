using System.Formats.Tar;
using System.Text.Json.Nodes;
using Harness.Files;
using Harness.Images;
using Harness.Processes;

namespace Harness.Tests.Images;

[Platform("Linux")]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class DebianImageTests : IDisposable
{
    private static readonly ThirdPartyImage Image = new("server", "registry.example/server:1", ["server-light", "server-extras"]);
    private readonly Scratch _scratch = new();
    private readonly List<string> _progress = [];

    public DebianImageTests()
    {
        _scratch.Write("repository/harness/images/debian/build.sh", "echo");
        _scratch.Write("repository/harness/images/node/mmdebstrap.sh", "launch() { :; }");
    }

    [Test]
    public async Task Is_the_packages_layer_run_by_a_user_without_rights()
    {
        var image = await BuildAsync(Image, Layer);

        image.Reference.ShouldMatch("^harness\\.local/server:[0-9a-f]{12}$");
        var files = Entries(image.Path);
        var config = JsonNode.Parse(
            files.Single(file => file.Key.EndsWith(".json", StringComparison.Ordinal) && file.Key != "manifest.json").Value)!;
        config["config"]!["User"]!.GetValue<string>().ShouldBe("65532:65532");
        config["config"]!["Entrypoint"]!.ToJsonString().ShouldBe("[\"server\"]");
        files.Single(file => file.Key.EndsWith("/layer.tar", StringComparison.Ordinal))
            .Value.ShouldBe("layer of server-light, server-extras");
        _progress.Single().ShouldContain("server-light, server-extras");
    }

    [Test]
    public async Task Is_built_once()
    {
        var built = await BuildAsync(Image, Layer);

        (await BuildAsync(Image, (_, _, _) => throw new InvalidOperationException("built again"))).ShouldBe(built);
    }

    [Test]
    public async Task Other_packages_or_another_recipe_make_another_image()
    {
        var first = await BuildAsync(Image, Layer);
        var fewer = await BuildAsync(Image with { DebianPackages = ["server-light"] }, Layer);
        _scratch.Write("repository/harness/images/debian/build.sh", "echo 2");
        var changed = await BuildAsync(Image, Layer);
        _scratch.Write("repository/harness/images/node/mmdebstrap.sh", "launch() { false; }");
        var launched = await BuildAsync(Image, Layer);

        new[] { first.Reference, fewer.Reference, changed.Reference, launched.Reference }.ShouldBeUnique();
    }

    [Test]
    public async Task A_failed_build_leaves_nothing_but_its_lock()
    {
        await Should.ThrowAsync<InvalidOperationException>(() => BuildAsync(Image, async (packages, path, ct) =>
        {
            await Layer(packages, path, ct);
            throw new InvalidOperationException();
        }));

        _scratch.Files("cache").ShouldBe(["cache/images/server.lock"]);
    }

    [Test]
    public async Task What_the_script_lacks_is_said()
    {
        File.WriteAllText(_scratch["repository/harness/images/debian/build.sh"], "echo mmdebstrap is missing: install it >&2; exit 3");

        var failure = await Should.ThrowAsync<HarnessException>(() => DebianImage.BuildAsync(
            Image, Folders, new CacheFolder(_scratch["cache"]), new InlineProgress<string>(_ => { }), CancellationToken.None));

        failure.Kind.ShouldBe(FailureKind.Undecided);
        failure.Message.ShouldMatch(
            "^the image of server-light, server-extras could not be built \\(.*build.sh ended with 3\\):\n"
            + "mmdebstrap is missing: install it$");
    }

    [TestCase(2, "--packages is missing", "--output", "x")]
    [TestCase(2, "--output is missing", "--packages", "x")]
    [TestCase(2, "--output needs a value", "--packages", "x", "--output")]
    [TestCase(2, "unknown argument --suite", "--suite", "x")]
    [TestCase(3, "mmdebstrap is missing: install it", "--packages", "x", "--output", "x")]
    public async Task The_real_script_says_what_it_lacks(int code, string message, params string[] arguments)
    {
        var script = Path.Combine(HarnessFolders.InRepository(RepositoryRoot.Find()).DebianImageSource, "build.sh");

        var outcome = await ProcessRunner.RunAsync(
            "/bin/bash", [script, .. arguments], environment: new Dictionary<string, string?> { ["PATH"] = Tools() });

        outcome.ExitCode.ShouldBe(code);
        outcome.ErrorTail.ShouldContain(message);
    }

    public void Dispose() => _scratch.Dispose();

    private HarnessFolders Folders => HarnessFolders.InRepository(_scratch["repository"]);

    /// <summary>A PATH without mmdebstrap.</summary>
    private string Tools()
    {
        Directory.CreateDirectory(_scratch["tools"]);
        File.CreateSymbolicLink(_scratch["tools/dirname"], "/usr/bin/dirname");
        return _scratch["tools"];
    }

    private Task<ImageArchive> BuildAsync(ThirdPartyImage image, DebianImage.LayerMaker makeLayer) => DebianImage.BuildAsync(
        image, Folders, new CacheFolder(_scratch["cache"]), new InlineProgress<string>(_progress.Add), makeLayer, CancellationToken.None);

    private static Task Layer(IReadOnlyList<string> packages, string path, CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(path, $"layer of {string.Join(", ", packages)}", cancellationToken);

    private static Dictionary<string, string> Entries(string archive)
    {
        var entries = new Dictionary<string, string>();
        using var tar = new TarReader(File.OpenRead(archive));
        while (tar.GetNextEntry() is { } entry)
        {
            using var reader = new StreamReader(entry.DataStream!);
            entries[entry.Name] = reader.ReadToEnd();
        }

        return entries;
    }
}
