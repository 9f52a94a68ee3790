using Harness.Rbac.Loading;
using Harness.Tests.Images;

namespace Harness.Tests.Rbac.Loading;

/// <summary>Kustomizations that kustomize refuses, and some that it takes: each was tried with kubectl kustomize 1.36.</summary>
internal sealed class KustomizationRefusalsTests
{
    private const string Component = "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [a.yaml]";
    private Scratch _folder = null!;

    [SetUp]
    public void Make()
    {
        _folder = new Scratch();
        _folder.Write("k/a.yaml", Role("a"));
    }

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCase("resources: [a.yaml, a.yaml]", "takes files in twice: a.yaml")]
    [TestCase("resources: [a.yaml, ./a.yaml]", "takes files in twice: a.yaml")]
    [TestCase("---\n# x\n---\nresources: [a.yaml]", "begins with a document that has nothing in it")]
    [TestCase("null\n---\nresources: [a.yaml]", "begins with a document that has nothing in it")]
    [TestCase("# x\n", "begins with a document that has nothing in it")]
    [TestCase("{}", "begins with a document that has nothing in it")]
    [TestCase("resources:", "has nothing in it")]
    [TestCase("apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization", "has nothing in it")]
    [TestCase("resources: a.yaml", "has resources: it is no list of paths")]
    [TestCase("resources: [null, a.yaml]", "has resources: it is no list of paths")]
    [TestCase("resources: [5, a.yaml]", "has resources: it is no list of paths")]
    [TestCase("resources: [\"\", a.yaml]", "has resources: it is no list of paths")]
    [TestCase("kind: Foo\nresources: [a.yaml]", "has kind: it is neither Kustomization nor Component")]
    [TestCase("apiVersion: kustomize.config.k8s.io/v9\nkind: Kustomization\nresources: [a.yaml]", "has apiVersion: it is of no such")]
    [TestCase("apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Component\nresources: [a.yaml]", "has apiVersion: it is of no such")]
    [TestCase("images: x\nresources: [a.yaml]", "has images: it is no list of mappings")]
    [TestCase("generatorOptions: x\nresources: [a.yaml]", "has generatorOptions: it is no mapping")]
    [TestCase("resources: [., a.yaml]", "takes in a folder that it is in itself")]
    public void What_it_refuses_leaves_all_undecided(string text, string why)
    {
        _folder.Write("k/kustomization.yaml", text);

        Refused("k").ShouldContain(why);
    }

    [TestCase("# x\n---\nresources: [a.yaml]")]
    [TestCase("resources: [a.yaml]\n---\n")]
    [TestCase("metadata:\nimages:\nresources: [a.yaml]")]
    [TestCase("resources: [a.yaml]\nbuildMetadata: [originAnnotations, transformerAnnotations]")]
    [TestCase("resources: [link.yaml]")]
    [TestCase(Component)]
    public void What_it_takes_is_read(string text)
    {
        _folder.Write("k/in/b.yaml", Role("b"));
        File.CreateSymbolicLink(_folder["k/link.yaml"], "in/b.yaml");
        _folder.Write("k/kustomization.yaml", text);

        Read("k").ShouldBeEmpty();
    }

    [Test]
    public void A_label_of_its_own_may_be_one_that_roles_aggregate_by()
    {
        _folder.Write("k/kustomization.yaml", "resources: [a.yaml]\nbuildMetadata: [managedByLabel]");

        Read("k").ShouldHaveSingleItem().ShouldContain("(buildMetadata)");
    }

    [TestCase("resources: [../b.yaml]", false)]
    [TestCase("resources: [link.yaml]", true)]
    public void Files_outside_of_its_folder_are_refused(string text, bool isLink)
    {
        _folder.Write("b.yaml", Role("b"));
        if (isLink)
            File.CreateSymbolicLink(_folder["k/link.yaml"], "../b.yaml");
        _folder.Write("k/kustomization.yaml", text);

        Refused("").ShouldContain("lists files outside of its folder: " + (isLink ? "link.yaml" : "../b.yaml"));
    }

    [Test]
    public void So_are_circles()
    {
        _folder.Write("k/kustomization.yaml", "resources: [../l, a.yaml]");
        _folder.Write("l/kustomization.yaml", "resources: [../k]");
        Refused("").ShouldContain("takes in a folder that it is in itself");
        _folder.Write("l/kustomization.yaml", "resources: [../k]");
        _folder.Write("k/kustomization.yaml", "resources: [a.yaml]");
        Read("").ShouldBeEmpty();
        _folder.Write("k/over/prod/kustomization.yaml", "resources: [../..]");
        Refused("").ShouldContain($"{_folder["k/over/prod/kustomization.yaml"]} takes in a folder that it is in itself");
    }

    [TestCase("components: [z, z]", true)]
    [TestCase("resources: [z]", true)]
    [TestCase("components: [z]", false)]
    public void Components_are_taken_in_as_such_and_once(string text, bool isRefused)
    {
        _folder.Write("k/z/kustomization.yaml", Component);
        _folder.Write("k/z/a.yaml", Role("z"));
        _folder.Write("k/kustomization.yaml", text);

        Read("k").Any(IsRefusal).ShouldBe(isRefused);
    }

    [TestCase("resources: [z/kustomization.yaml]")]
    [TestCase("components: [z]")]
    public void A_kustomization_is_taken_in_by_its_folder_and_as_no_component(string text)
    {
        _folder.Write("k/z/kustomization.yaml", "resources: [a.yaml]");
        _folder.Write("k/z/a.yaml", Role("z"));
        _folder.Write("k/kustomization.yaml", text);

        Refused("k").ShouldContain("lists a kustomization's file, or a folder by its whole path");
        _folder.Write("k/kustomization.yaml", $"resources: [\"{_folder["k/z"]}\"]");
        Refused("k").ShouldContain("lists a kustomization's file, or a folder by its whole path");
        _folder.Write("k/kustomization.yaml", "resources: [z]");
        Read("k").ShouldBeEmpty();
    }

    [TestCase("", true)]
    [TestCase("namePrefix: x-\n", false)]
    public void What_comes_by_two_ways_is_refused_unless_it_gets_other_names(string first, bool isRefused)
    {
        _folder.Write("k/kustomization.yaml", "resources: [x, w]");
        _folder.Write("k/x/kustomization.yaml", first + "resources: [../z]");
        _folder.Write("k/w/kustomization.yaml", "resources: [../z]");
        _folder.Write("k/z/kustomization.yaml", "resources: [a.yaml]");
        _folder.Write("k/z/a.yaml", Role("z"));

        Read("k").Any(IsRefusal).ShouldBe(isRefused);
    }

    private static string Role(string name) =>
        $"{{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {{name: {name}}}, rules: []}}";

    private static bool IsRefusal(string text) => text.StartsWith("kustomize refuses these", StringComparison.Ordinal);

    private string Refused(string path) => Read(path).Where(IsRefusal).ShouldHaveSingleItem();

    private IReadOnlyList<string> Read(string path) =>
        new ManifestSnapshot().Read(path.Length == 0 ? _folder.Root : _folder[path], CancellationToken.None).NotDecided;
}
