using Harness.Rbac.Loading;
using Harness.Rbac.Objects;
using Harness.Tests.Images;

namespace Harness.Tests.Rbac.Loading;

/// <summary>Kustomizations that list a file, and that kustomize does not use: each was tried with kubectl kustomize.</summary>
internal sealed class UsedKustomizationTests
{
    private const string Config = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n";
    private Scratch _folder = null!;

    [SetUp]
    public void Make()
    {
        _folder = new Scratch();
        _folder.Write("k/m.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}");
        _folder.Write("k/a.yaml", "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: a}, rules: []}");
    }

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCase("kustomization.yaml", "resources: [m.yaml]\n---\nresources: [a.yaml]", Description = "a second document")]
    [TestCase("other.yaml", Config + "resources: [a.yaml]", Description = "another name")]
    [TestCase("list.yaml", "apiVersion: v1\nkind: List\nitems: [{apiVersion: kustomize.config.k8s.io/v1beta1, kind: Kustomization, "
        + "resources: [a.yaml]}]", Description = "in a list")]
    public void What_only_such_a_one_lists_is_in_doubt(string file, string text)
    {
        _folder.Write("k/kustomization.yaml", "resources: [m.yaml]");
        _folder.Write($"k/{file}", text);

        Read("k").Roles.ShouldHaveSingleItem().Doubt.ShouldBe("in no kustomization's resources");
        _folder.Write("k/kustomization.yaml", "resources: [m.yaml, a.yaml]");
        Read("k").Roles.ShouldHaveSingleItem().Doubt.ShouldBeNull();
    }

    [TestCase("kind: Component", true)]
    [TestCase("kind: Kustomization", false)]
    public void A_component_among_the_resources_is_in_doubt(string kind, bool isInDoubt)
    {
        _folder.Write("k/kustomization.yaml", "resources: [m.yaml, sub]");
        _folder.Write("k/sub/kustomization.yaml", $"{kind}\nresources: [../a.yaml]");

        (Read("k").Roles.ShouldHaveSingleItem().Doubt is not null).ShouldBe(isInDoubt);
    }

    [Test]
    public void A_key_in_two_cases_leaves_all_undecided()
    {
        _folder.Write("k/kustomization.yaml", "resources: [m.yaml]\nResources: [a.yaml]");

        Read("k").NotDecided.ShouldHaveSingleItem().ShouldContain("(resources, Resources)");
    }

    [Test]
    public void Several_in_a_folder_leave_all_undecided()
    {
        _folder.Write("k/kustomization.yaml", "resources: [m.yaml]");
        _folder.Write("k/kustomization.yml", "resources: [a.yaml]");

        Read("k").NotDecided.ShouldHaveSingleItem().ShouldContain("several kustomizations in a folder: ");
    }

    [Test]
    public void Files_that_are_named_in_several_ways_are_found_below_it()
    {
        _folder.Write("k/kustomization.yaml", "resources: [m.yaml]");

        Read("k/a.yaml", "k/m.yaml", "k/../k/kustomization.yaml").Roles.ShouldHaveSingleItem().Doubt.ShouldNotBeNull();
    }

    private RbacSnapshot Read(params string[] paths) =>
        new ManifestSnapshot().Read([.. paths.Select(path => _folder[path])], CancellationToken.None);
}
