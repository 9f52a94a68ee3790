using Harness.Processes;
using Harness.Rbac.Loading;
using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;
using Harness.Tests.Images;

namespace Harness.Tests.Rbac.Loading;

internal sealed class ManifestFolderTests
{
    private Scratch _folder = null!;

    [SetUp]
    public void Make() => _folder = new Scratch();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void All_manifests_below_a_folder_are_read_in_the_order_of_their_names()
    {
        _folder.Write("b.yml", Named("b"));
        _folder.Write("a/z.yaml", Named("az"));
        _folder.Write("a/c.JSON", """{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": {"name": "ac"}}""");
        _folder.Write("README.md", "no: [manifest");

        var snapshot = Read(_folder.Root);

        snapshot.Roles.Select(role => role.Name).ShouldBe(["ac", "az", "b"]);
        snapshot.Roles[2].Location.ShouldBe(new SourceLocation(_folder["b.yml"], 1));
        snapshot.Origin.ShouldBe(_folder.Root);
    }

    [Test]
    public void A_file_is_read_whatever_its_name() => Read(_folder.Write("rendered.txt", Named("a"))).Roles.Count.ShouldBe(1);

    [Test]
    public void Links_that_lead_in_circles_are_followed_once()
    {
        _folder.Write("a/role.yaml", Named("a"));
        Directory.CreateSymbolicLink(_folder["a/up"], _folder.Root);
        Directory.CreateSymbolicLink(_folder["b"], _folder["a"]);
        File.CreateSymbolicLink(_folder["a/same.yaml"], _folder["a/role.yaml"]);

        Read(_folder.Root).Roles.ShouldHaveSingleItem();
    }

    [Test]
    public void A_link_to_a_folder_elsewhere_is_followed()
    {
        using var elsewhere = new Scratch();
        elsewhere.Write("role.yaml", Named("a"));
        Directory.CreateSymbolicLink(_folder["linked"], elsewhere.Root);

        Read(_folder.Root).Roles[0].Location!.File.ShouldBe(_folder["linked/role.yaml"]);
    }

    [Test]
    public void Problems_of_all_files_are_told_at_once()
    {
        _folder.Write("a.yaml", "a: [");
        _folder.Write("b.yaml", Named("b").Replace("Role", "Rol", StringComparison.Ordinal));

        Refusal.Of(() => Read(_folder.Root)).Select(line => line.Split(':')[0]).ShouldBe([_folder["a.yaml"], _folder["b.yaml"]]);
    }

    [Test]
    public void The_same_object_in_two_files_is_named_in_both()
    {
        _folder.Write("a.yaml", Named("x"));
        _folder.Write("b.yaml", Named("x").Replace("[get]", "[create]", StringComparison.Ordinal));

        Refusal.Of(() => Read(_folder.Root)).ShouldHaveSingleItem()
            .ShouldStartWith($"{_folder["b.yaml"]}:1:1: Role default/x is at {_folder["a.yaml"]}:1 already");
    }

    [Test]
    public void Folders_and_files_are_read_as_one()
    {
        var (a, b) = (_folder.Write("a/role.yaml", Named("a")), _folder.Write("b/role.yaml", Named("b")));

        var snapshot = new ManifestSnapshot().Read([_folder["a"], b, a], CancellationToken.None);

        snapshot.Roles.Select(role => role.Name).ShouldBe(["a", "b"]);
        snapshot.Origin.ShouldBe($"{_folder["a"]}, {b}, {a}");
        Should.Throw<HarnessException>(() => new ManifestSnapshot().Read(["-", "-"], CancellationToken.None)).Message
            .ShouldContain("standard input can be read once");
    }

    [Test]
    public void A_link_to_nowhere_a_missing_path_and_a_folder_without_manifests_are_named()
    {
        Refusal.Of(() => Read(_folder.Root)).ShouldHaveSingleItem()
            .ShouldContain("has no manifests; name a folder with *.yaml, *.yml or *.json files");
        Refusal.Of(() => Read(_folder["none"])).ShouldHaveSingleItem().ShouldContain("cannot be read: ");
        File.CreateSymbolicLink(_folder["dead.yaml"], _folder["none"]);
        Refusal.Of(() => Read(_folder.Root)).ShouldHaveSingleItem().ShouldContain("dead.yaml:1:1: cannot be read: ");
    }

    [Test]
    public void Links_to_each_other_are_named()
    {
        File.CreateSymbolicLink(_folder["a.yaml"], _folder["b.yaml"]);
        File.CreateSymbolicLink(_folder["b.yaml"], _folder["a.yaml"]);

        Refusal.Of(() => Read(_folder.Root)).ShouldAllBe(line => line.Contains("cannot be read: "));
    }

    [Test]
    [Platform("Linux")]
    [CancelAfter(10_000)]
    public async Task A_pipe_and_a_device_are_refused_at_once_although_nobody_ever_writes_to_them(CancellationToken stop)
    {
        (await ProcessRunner.RunAsync("mkfifo", [_folder["pipe.yaml"]], cancellationToken: stop)).ExitCode.ShouldBe(0);
        File.CreateSymbolicLink(_folder["zero.yaml"], "/dev/zero");
        _folder.Write("role.yaml", Named("a"));

        var refusal = await Task.Run(() => Refusal.Of(() => Read(_folder.Root)), stop).WaitAsync(stop);

        refusal.ShouldBe(
        [
            $"{_folder["pipe.yaml"]}:1:1: is no file, but a pipe, a socket or a device; remove it from the folder",
            $"{_folder["zero.yaml"]}:1:1: is no file, but a pipe, a socket or a device; remove it from the folder",
        ]);
    }

    [TestCase("/dev/null")]
    [TestCase("/dev/zero")]
    [Platform("Linux")]
    public void A_device_that_is_named_is_refused_beside_a_file_too(string device)
    {
        _folder.Write("role.yaml", Named("a"));

        Refusal.Of(() => new ManifestSnapshot().Read([device, _folder["role.yaml"]], CancellationToken.None)).ShouldBe(
            [$"{device}:1:1: is no file, but a pipe, a socket or a device; pipe what comes from it into --manifests -"]);
    }

    private static string Named(string name) => ManifestText.Role.Replace("name: hello", $"name: {name}", StringComparison.Ordinal);

    private static RbacSnapshot Read(string path) => new ManifestSnapshot().Read(path, CancellationToken.None);
}
