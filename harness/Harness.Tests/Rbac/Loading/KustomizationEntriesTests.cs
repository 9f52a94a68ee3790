using Harness.Rbac.Loading;
using Harness.Rbac.Objects;
using Harness.Tests.Images;

namespace Harness.Tests.Rbac.Loading;

/// <summary>What a kustomization takes from elsewhere is applied with the rest, and was not read: that is never a pass.</summary>
internal sealed class KustomizationEntriesTests
{
    private Scratch _folder = null!;

    [SetUp]
    public void Make()
    {
        _folder = new Scratch();
        _folder.Write("app/role.yaml", ManifestText.Role);
        _folder.Write("base/kustomization.yaml", "resources: [role.yaml]");
        _folder.Write("base/role.yaml", ManifestText.Role.Replace("name: hello", "name: base", StringComparison.Ordinal));
        _folder.Write("bare/role.yaml", ManifestText.Role);
    }

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCase("resources: [https://example.com/rbac.yaml]", "https://example.com/rbac.yaml", false)]
    [TestCase("resources: [role.yaml, github.com/example/app//deploy?ref=v1]", "github.com/example/app//deploy?ref=v1", false)]
    [TestCase("bases: [../base]", "../base", false)]
    [TestCase("resources: [../base/role.yaml]", "../base/role.yaml", true)]
    [TestCase("resources: [role.txt]", "role.txt", false, Description = "kustomize reads it, whatever its ending")]
    [TestCase("resources: [missing.yaml]", "missing.yaml", false)]
    [TestCase("resources: [{a: b}]", "a mapping", true)]
    [TestCase("resources: github.com/example/app", "github.com/example/app", true)]
    public void What_was_not_read_leaves_all_undecided(string fields, string named, bool isRefused)
    {
        _folder.Write("app/role.txt", ManifestText.Role);
        _folder.Write("app/kustomization.yaml", fields);

        var all = Read("app").NotDecided.ToLookup(text => text.StartsWith("kustomize refuses these", StringComparison.Ordinal));
        all[true].Count().ShouldBe(isRefused ? 1 : 0);
        var undecided = all[false].ShouldHaveSingleItem();

        undecided.ShouldStartWith(
            $"what a kustomization takes from elsewhere was not read: {_folder["app/kustomization.yaml"]} ({named}); ");
        undecided.ShouldContain($"kubectl kustomize {_folder["app"]} | ./run.sh validate --policy FILE --manifests -");
        new ManifestSnapshot { Exclude = ["kustomization.yaml"] }.Read(_folder["app"], CancellationToken.None).NotDecided.ShouldBeEmpty();
    }

    [Test]
    public void What_was_read_beside_it_is_known()
    {
        _folder.Write("app/kustomization.yaml", "resources: [./role.yaml, ../base/]");
        File.CreateSymbolicLink(_folder["link"], _folder["base"]);

        Read("app", "base").NotDecided.ShouldBeEmpty();
        Read("app", "link").NotDecided.ShouldBeEmpty("it is the same folder");
    }

    [Test]
    public void A_folder_that_looks_like_a_repository_elsewhere_is_not_taken_for_it()
    {
        _folder.Write("app/github.com/example/app/kustomization.yaml", "resources: []");
        _folder.Write("app/kustomization.yaml", "resources: [github.com/example/app]");

        Read("app").NotDecided.ShouldHaveSingleItem().ShouldContain("(github.com/example/app)");
    }

    [Test]
    public void A_folder_without_a_kustomization_is_none()
    {
        _folder.Write("app/kustomization.yaml", "resources: [../bare]");

        Read("app", "bare/role.yaml").NotDecided.ShouldHaveSingleItem().ShouldContain("(../bare)");
    }

    [Test]
    public void What_is_left_out_by_the_caller_is_known()
    {
        _folder.Write("app/kustomization.yaml", "resources: [role.yaml, other.yaml]");
        _folder.Write("app/other.yaml", "a: [");

        new ManifestSnapshot { Exclude = ["other.yaml"] }.Read(_folder["app"], CancellationToken.None).NotDecided.ShouldBeEmpty();
    }

    [Test]
    public void The_folder_itself_does_not_hide_one()
    {
        _folder.Write("app/kustomization.yaml", "resources: [role.yaml, ../base]");
        _folder.Write("app/.harnessignore", "kustomization.yaml");

        Read("app").NotDecided.ShouldHaveSingleItem().ShouldStartWith("what is left out by ");
        Read("app", "base").NotDecided.ShouldBeEmpty("nothing of it is from elsewhere");
    }

    [Test]
    public void One_from_standard_input_lies_nowhere() =>
        ManifestText
            .Read($"{ManifestText.Role}\n---\n{{apiVersion: kustomize.config.k8s.io/v1beta1, kind: Kustomization, resources: [a.yaml]}}")
            .NotDecided.ShouldHaveSingleItem().ShouldContain("- (a.yaml)");

    [Test]
    public void Labels_by_which_a_role_among_the_files_aggregates_change_access()
    {
        _folder.Write("app/kustomization.yaml", "labels: [{pairs: {team: a}}]");
        Read("app").NotDecided.ShouldBeEmpty();

        _folder.Write("app/all.yaml", "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: all}, "
            + "aggregationRule: {clusterRoleSelectors: [{matchLabels: {team: a}}]}}");
        Read("app").NotDecided.ShouldHaveSingleItem().ShouldContain("kustomization.yaml (labels)");
    }

    private RbacSnapshot Read(params string[] paths) =>
        new ManifestSnapshot().Read([.. paths.Select(path => _folder[path])], CancellationToken.None);
}
