using Harness.Rbac.Loading;
using Harness.Rbac.Objects;
using Harness.Tests.Images;

namespace Harness.Tests.Rbac.Loading;

/// <summary>Files that are left out on purpose: each is named, so that none hides what it grants.</summary>
internal sealed class LeftOutTests
{
    private Scratch _folder = null!;

    [SetUp]
    public void Make()
    {
        _folder = new Scratch();
        _folder.Write("role.yaml", ManifestText.Role);
        _folder.Write("values.yaml", "a: [");
        _folder.Write("deep/values.yaml", "{{ template }}");
        _folder.Write("charts/shop/Chart.yaml", "");
        _folder.Write("charts/shop/binding.yaml", ManifestText.Binding);
    }

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void Files_that_a_pattern_leaves_out_are_not_read_and_named()
    {
        var snapshot = Read("values.yaml", "charts/");

        snapshot.Roles.ShouldHaveSingleItem();
        snapshot.Bindings.ShouldBeEmpty();
        snapshot.Notes.ShouldBe(
        [
            $"left out by --exclude charts/: {_folder["charts/shop/binding.yaml"]} (may give or change access), "
                + _folder["charts/shop/Chart.yaml"],
            $"left out by --exclude values.yaml: {_folder["deep/values.yaml"]}, {_folder["values.yaml"]}",
        ]);
    }

    [Test]
    public void A_folder_may_list_its_own()
    {
        _folder.Write(".harnessignore", "# of the chart\n\n/charts\r\n**/values.*\n");

        var snapshot = Read();

        snapshot.Roles.ShouldHaveSingleItem();
        snapshot.Notes.Count.ShouldBe(2);
        snapshot.Notes[0].ShouldStartWith($"left out by {_folder[".harnessignore"]} /charts: ");
    }

    [TestCase("bindings.yaml", ManifestText.Binding)]
    [TestCase("a.json", """{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": {"name": "a"}}""")]
    [TestCase("a.yaml", "apiVersion: \"\\x72bac.\\u0061uthorization.k8s.io/v1\"\nkind: R\u006fle\nmetadata: {name: a}\nrules: []")]
    [TestCase("a.yaml", "apiVersion: \"rbac.\\\n  authorization.k8s.io/v1\"\nkind: Role\nmetadata: {name: a}\nrules: []")]
    [TestCase("a.yaml", "apiVersion: authorization.openshift.io/v1\nkind: Role\nmetadata: {name: a}\nrules: []")]
    [TestCase("a.yaml", "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nnamespace: b")]
    [TestCase("kustomization.yaml", "namePrefix: b")]
    [TestCase("a.yaml", "a: \"\\x7", Description = "what cannot be read may be anything")]
    public void What_the_folder_itself_leaves_out_of_access_leaves_all_undecided(string file, string text)
    {
        _folder.Write(file, text);
        _folder.Write(".harnessignore", $"charts\nvalues.yaml\n{file}\n");
        File.Delete(_folder["charts/shop/binding.yaml"]);

        Read().NotDecided.ShouldHaveSingleItem().ShouldStartWith(
            $"what is left out by {_folder[".harnessignore"]} is not known, and has RBAC in it, or may have: {_folder[file]}; ");
        Read(file).NotDecided.ShouldBeEmpty("by the caller's own word");
    }

    [TestCase("a.yaml", "script: \"echo ${HOME} \\u0041\"")]
    [TestCase("a.yaml", "{{ template }}")]
    [TestCase("kustomization.yaml", "resources: [role.yaml]\ncommonAnnotations: {a: b}")]
    public void What_the_folder_leaves_out_beside_access_is_only_named(string file, string text)
    {
        _folder.Write(file, text);
        _folder.Write(".harnessignore", $"charts\nvalues.yaml\n{file}\n");
        File.Delete(_folder["charts/shop/binding.yaml"]);

        Read().NotDecided.ShouldBeEmpty();
    }

    [Test]
    public void A_pattern_that_leaves_nothing_out_is_told()
    {
        Directory.Delete(_folder["charts"], recursive: true);

        Read("values.yaml", "vlues.yaml").Notes[^1].ShouldBe("--exclude vlues.yaml leaves nothing out: no file has that name");
    }

    [TestCase("!role.yaml", "begins with !")]
    [TestCase("[a-z].yaml", "has brackets")]
    [TestCase("/", "is no pattern")]
    public void What_is_no_pattern_is_refused(string pattern, string complaint)
    {
        Should.Throw<HarnessException>(() => Read(pattern)).Message.ShouldContain($"--exclude \"{pattern}\" {complaint}");
        _folder.Write(".harnessignore", $"\n{pattern}");
        Refusal.Of(() => Read("values.yaml", "charts")).ShouldContain(line => line.StartsWith($"{_folder[".harnessignore"]}:2:1: "));
    }

    [Test]
    public void Without_a_pattern_everything_is_looked_at() =>
        Refusal.Of(() => Read()).Length.ShouldBe(3, "two files that are no YAML, and a chart");

    [TestCase("*.yaml", "a/b.yaml", true)]
    [TestCase("b", "a/b/c.yaml", false, Description = "the folder b is left out before its files are looked at")]
    [TestCase("a/*.yaml", "a/b.yaml", true)]
    [TestCase("a/*.yaml", "a/b/c.yaml", false)]
    [TestCase("a/**/c.yaml", "a/c.yaml", true)]
    [TestCase("a/**/c.yaml", "a/b/b/c.yaml", true)]
    [TestCase("a/**", "a/b/c.yaml", true)]
    [TestCase("/c.yaml", "a/c.yaml", false)]
    [TestCase("?.yaml", "a/b.yaml", true)]
    [TestCase("?.yaml", "bc.yaml", false)]
    [TestCase("b.yaml/", "b.yaml", false)]
    [TestCase("b.yaml", "bxyaml", false)]
    public void A_pattern_is_one_of_gitignore(string pattern, string path, bool matches) =>
        new PathPattern(pattern, "").Matches(path, isFolder: false).ShouldBe(matches);

    private RbacSnapshot Read(params string[] exclude) =>
        new ManifestSnapshot { Exclude = exclude }.Read(_folder.Root, CancellationToken.None);
}
