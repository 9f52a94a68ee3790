using Harness.Rbac.Loading;
using Harness.Rbac.Objects;
using Harness.Tests.Images;

namespace Harness.Tests.Rbac.Loading;

internal sealed class ManifestFolderTests
{
    private Scratch folder = null!;

    [SetUp]
    public void Make() => folder = new Scratch();

    [TearDown]
    public void Remove() => folder.Dispose();

    [Test]
    public void All_manifests_below_a_folder_are_read_in_the_order_of_their_names()
    {
        folder.Write("b.yml", Named("b"));
        folder.Write("a/z.yaml", Named("az"));
        folder.Write("a/c.JSON", """{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": {"name": "ac"}}""");
        folder.Write("README.md", "no: [manifest");

        var snapshot = Read(folder.Root);

        snapshot.Roles.Select(role => role.Name).ShouldBe(["ac", "az", "b"]);
        snapshot.Roles[2].Location.ShouldBe(new SourceLocation(folder["b.yml"], 1));
        snapshot.Origin.ShouldBe(folder.Root);
    }

    [Test]
    public void A_file_is_read_whatever_its_name() => Read(folder.Write("rendered.txt", Named("a"))).Roles.Count.ShouldBe(1);

    [Test]
    public void Links_that_lead_in_circles_are_followed_once()
    {
        folder.Write("a/role.yaml", Named("a"));
        Directory.CreateSymbolicLink(folder["a/up"], folder.Root);
        Directory.CreateSymbolicLink(folder["b"], folder["a"]);
        File.CreateSymbolicLink(folder["a/same.yaml"], folder["a/role.yaml"]);

        Read(folder.Root).Roles.ShouldHaveSingleItem();
    }

    [Test]
    public void A_link_to_a_folder_elsewhere_is_followed()
    {
        using var elsewhere = new Scratch();
        elsewhere.Write("role.yaml", Named("a"));
        Directory.CreateSymbolicLink(folder["linked"], elsewhere.Root);

        Read(folder.Root).Roles[0].Location!.File.ShouldBe(folder["linked/role.yaml"]);
    }

    [Test]
    public void Problems_of_all_files_are_told_at_once()
    {
        folder.Write("a.yaml", "a: [");
        folder.Write("b.yaml", Named("b").Replace("Role", "Rol", StringComparison.Ordinal));

        Refusal.Of(() => Read(folder.Root)).Select(line => line.Split(':')[0]).ShouldBe([folder["a.yaml"], folder["b.yaml"]]);
    }

    [Test]
    public void The_same_object_in_two_files_is_named_in_both()
    {
        folder.Write("a.yaml", Named("x"));
        folder.Write("b.yaml", Named("x"));

        Refusal.Of(() => Read(folder.Root)).ShouldHaveSingleItem().ShouldStartWith($"{folder["b.yaml"]}:1:1: Role default/x is at {folder["a.yaml"]}:1 already");
    }

    [Test]
    public void A_link_to_nowhere_a_missing_path_and_a_folder_without_manifests_are_named()
    {
        Refusal.Of(() => Read(folder.Root)).ShouldHaveSingleItem().ShouldContain("has no manifests; name a folder with *.yaml, *.yml or *.json files");
        Refusal.Of(() => Read(folder["none"])).ShouldHaveSingleItem().ShouldContain("cannot be read: ");
        File.CreateSymbolicLink(folder["dead.yaml"], folder["none"]);
        Refusal.Of(() => Read(folder.Root)).ShouldHaveSingleItem().ShouldContain("dead.yaml:1:1: cannot be read: ");
    }

    [Test]
    public void Links_to_each_other_are_named()
    {
        File.CreateSymbolicLink(folder["a.yaml"], folder["b.yaml"]);
        File.CreateSymbolicLink(folder["b.yaml"], folder["a.yaml"]);

        Refusal.Of(() => Read(folder.Root)).ShouldAllBe(line => line.Contains("cannot be read: "));
    }

    private static string Named(string name) => Manifests.Role.Replace("name: hello", $"name: {name}", StringComparison.Ordinal);

    private static RbacSnapshot Read(string path) => new ManifestSnapshot().Read(path, CancellationToken.None);
}
