using Harness.Rbac.Loading;
using Harness.Tests.Images;

namespace Harness.Tests.Rbac.Loading;

/// <summary>Bases and patches as they lie in a repository: where they cannot be read as they stand, it is said what can.</summary>
internal sealed class KustomizationsTests
{
    private const string Role = "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: manager-role}, rules: []}";
    private Scratch _folder = null!;

    [SetUp]
    public void Make() => _folder = new Scratch();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void A_patch_of_a_role_beside_the_role_is_refused_with_the_way_to_put_them_together()
    {
        _folder.Write("config/default/kustomization.yaml", "resources: [../rbac]\npatches: [{path: patch.yaml}]");
        _folder.Write(
            "config/default/patch.yaml",
            Role.Replace("rules: []", "aggregationRule: {clusterRoleSelectors: [{}]}", StringComparison.Ordinal));
        _folder.Write("config/rbac/kustomization.yaml", "resources: [role.yaml]");
        _folder.Write("config/rbac/role.yaml", Role);

        var lines = Refusal.Of(Read);

        lines.Length.ShouldBe(2);
        lines[0].ShouldStartWith($"{_folder["config/rbac/role.yaml"]}:1:1: ClusterRole manager-role is at");
        lines[0].ShouldNotContain("--exclude", Case.Sensitive, "that a patch is left out makes nothing of it known");
        lines[1].ShouldStartWith($"{_folder["config/rbac"]} is a kustomization, whose files count as it puts them together");
        lines[1].ShouldEndWith($"kubectl kustomize {_folder["config/rbac"]} | ./run.sh validate --policy FILE --manifests -");
    }

    [Test]
    public void The_outermost_kustomization_around_a_file_is_named()
    {
        _folder.Write("install/kustomization.yml", "namespace: argo\nresources: [server]");
        _folder.Write("install/server/Kustomization", "resources: [binding.yaml]");
        _folder.Write("install/server/binding.yaml", "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, "
            + "metadata: {name: a}, roleRef: {kind: ClusterRole, name: a}, subjects: [{kind: ServiceAccount, name: argo-server}]}");

        Refusal.Of(Read)[^1].ShouldContain($"kubectl kustomize {_folder["install"]} |");
    }

    [TestCase("patches: [{path: patch.yaml}]", "patches")]
    [TestCase("patchesStrategicMerge: [patch.yaml]", "patchesStrategicMerge")]
    [TestCase("patchesJson6902: [{path: patch.yaml}]", "patchesJson6902")]
    [TestCase("namespace: other", "namespace")]
    [TestCase("namePrefix: a-\nnameSuffix: -b", "namePrefix, nameSuffix")]
    [TestCase("components: [base.yaml]", "components")]
    [TestCase("generators: [g.yaml]", "generators")]
    [TestCase("transformers: [t.yaml]", "transformers")]
    [TestCase("replacements: [{path: r.yaml}]", "replacements")]
    [TestCase("helmCharts: [{name: c}]", "helmCharts")]
    [TestCase("labels: [{pairs: {rbac.authorization.k8s.io/aggregate-to-edit: \"true\"}}]", "labels")]
    public void One_that_changes_the_access_in_its_files_leaves_all_undecided(string fields, string named)
    {
        foreach (var (file, head) in new[]
        {
            ("kustomization.yaml", ""), ("kustomization.yml", ""), ("Kustomization", ""),
            ("other.yaml", "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n"),
            ("component.yaml", "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n"),
        })
        {
            using var folder = new Scratch();
            folder.Write("base/base.yaml", Role);
            folder.Write($"base/{file}", $"{head}resources: [base.yaml]\n{fields}\n");

            var all = new ManifestSnapshot().Read(folder.Root, CancellationToken.None).NotDecided
                .ToLookup(text => text.StartsWith("kustomize refuses these", StringComparison.Ordinal));
            all[true].Count().ShouldBe(named == "components" && head.Length == 0 ? 1 : 0, "it takes base.yaml in twice");
            var undecided = all[false].ShouldHaveSingleItem();

            undecided.ShouldContain($"{folder[$"base/{file}"]} ({named})");
            undecided.ShouldEndWith("if you do not apply it, leave out its folder with --exclude, patches and all");
            undecided.ShouldContain($"kubectl kustomize {folder["base"]} | ./run.sh validate --policy FILE --manifests -");
            new ManifestSnapshot { Exclude = [file] }.Read(folder.Root, CancellationToken.None).NotDecided.ShouldBeEmpty();
        }
    }

    [TestCase("patches: [{path: patch.yaml}]")]
    [TestCase("patchesStrategicMerge: [patch.yaml]")]
    public void A_patch_that_is_read_without_its_kustomization_leaves_all_undecided(string patches)
    {
        _folder.Write("overlay/kustomization.yaml", $"resources: [../base.yaml]\n{patches}");
        _folder.Write("overlay/patch.yaml", Role);
        _folder.Write("base.yaml", Role.Replace("manager-role", "other", StringComparison.Ordinal));

        IReadOnlyList<string> Undecided(params string[] exclude) =>
            new ManifestSnapshot { Exclude = exclude }.Read(_folder.Root, CancellationToken.None).NotDecided;

        Undecided("kustomization.yaml").ShouldHaveSingleItem()
            .ShouldContain($"left out: patch.yaml of {_folder["overlay/kustomization.yaml"]}; leave the patch out, too");
        Undecided("overlay/").ShouldBeEmpty();
    }

    [TestCase("labels: [{pairs: {a: b}}]\ncommonAnnotations: {c: d}")]
    [TestCase("patches: []\nnamespace:\nimages: [{name: a, newTag: b}]")]
    public void One_that_only_puts_files_together_is_read_as_it_stands(string fields)
    {
        _folder.Write("role.yaml", Role);
        _folder.Write("kustomization.yaml", $"resources: [role.yaml]\n{fields}\n");

        new ManifestSnapshot().Read(_folder.Root, CancellationToken.None).NotDecided.ShouldBeEmpty();
    }

    [Test]
    public void Problems_elsewhere_have_nothing_to_do_with_it()
    {
        _folder.Write("base/kustomization.yaml", "resources: [role.yaml]");
        _folder.Write("base/role.yaml", Role);
        _folder.Write("base2/broken.yaml", "a: [");

        Refusal.Of(Read).ShouldHaveSingleItem().ShouldStartWith(_folder["base2/broken.yaml"]);
    }

    [TestCase("a: [", "is not valid YAML")]
    [TestCase("a: {{ .Values.a }}", "or leave it out with --exclude")]
    public void What_is_no_YAML_has_nothing_to_do_with_it_either(string text, string complaint)
    {
        _folder.Write("base/kustomization.yaml", "resources: [role.yaml]");
        _folder.Write("base/role.yaml", Role);
        _folder.Write("base/broken.yaml", text);

        Refusal.Of(Read).ShouldHaveSingleItem().ShouldContain(complaint);
    }

    [Test]
    public void A_chart_among_the_manifests_can_be_left_out()
    {
        _folder.Write("deploy/role.yaml", Role);
        _folder.Write("deploy/charts/app/Chart.yaml", "name: app");

        Refusal.Of(Read).ShouldHaveSingleItem().ShouldEndWith("; or leave it out: --exclude /deploy/charts/app/");

        new ManifestSnapshot { Exclude = ["/deploy/charts/app/"] }.Read(_folder.Root, CancellationToken.None).Roles.Count.ShouldBe(1);
    }

    [Test]
    public void Commands_can_be_copied_whatever_folders_are_called()
    {
        _folder.Write("my app/it's/role.yaml", Role);
        _folder.Write("my app/it's/kustomization.yaml", "resources: [role.yaml, ../x.yaml]");
        var undecided = new ManifestSnapshot().Read(_folder.Root, CancellationToken.None).NotDecided.ShouldHaveSingleItem();
        _folder.Write("my charts/app/Chart.yaml", "name: app");
        var refusal = Refusal.Of(Read).ShouldHaveSingleItem();

        undecided.ShouldContain($@"kubectl kustomize '{_folder["my app"]}/it'\''s' | ");
        refusal.ShouldContain($"helm template NAME '{_folder["my charts/app"]}' -n NS");
        refusal.ShouldEndWith("--exclude '/my charts/app/'");
    }

    private void Read() => new ManifestSnapshot().Read(_folder.Root, CancellationToken.None);
}
