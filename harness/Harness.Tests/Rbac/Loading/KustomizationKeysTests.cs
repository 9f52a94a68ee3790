using Harness.Rbac.Loading;
using Harness.Tests.Images;

namespace Harness.Tests.Rbac.Loading;

/// <summary>A kustomization's keys as kustomize reads them: whatever their case; what is not known may be anything.</summary>
internal sealed class KustomizationKeysTests
{
    private Scratch _folder = null!;

    [SetUp]
    public void Make()
    {
        _folder = new Scratch();
        _folder.Write("app/role.yaml", ManifestText.Role);
        _folder.Write("other/role.yaml", ManifestText.Role.Replace("name: hello", "name: other", StringComparison.Ordinal));
    }

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCase("Patches: [{path: patch.yaml}]", "Patches")]
    [TestCase("PATCHES: [{path: patch.yaml}]", "PATCHES")]
    [TestCase("NamePrefix: a-", "NamePrefix")]
    [TestCase("PatchesJson6902: [{path: patch.yaml}]", "PatchesJson6902")]
    [TestCase("commonlabels: {rbac.authorization.k8s.io/aggregate-to-edit: \"true\"}", "commonlabels")]
    [TestCase("Labels: [{Pairs: {rbac.authorization.k8s.io/aggregate-to-edit: \"true\"}}]", "Labels")]
    [TestCase("patche\u017f: [{path: patch.yaml}]", "patche\u017f", Description = "to Go, a long s is an s")]
    public void A_change_is_one_however_its_key_is_cased(string fields, string named) => ShouldBeAChange(fields, named);

    [TestCase("labels: [{pairs: {name: cluster-admin}, fields: [{path: roleRef, kind: RoleBinding}]}]", "labels")]
    [TestCase("labels: [{pairs: {name: cluster-admin}, FIELDS: [{path: roleRef, kind: RoleBinding}]}]", "labels")]
    [TestCase("labels: {pairs: {a: b}}", "labels")]
    [TestCase("commonLabels: {a: b, fields: [{path: roleRef}]}", "commonLabels")]
    [TestCase("commonAnnotations: {config.kubernetes.io/local-config: \"true\"}", "commonAnnotations")]
    public void What_writes_to_other_fields_than_labels_is_a_change(string fields, string named) => ShouldBeAChange(fields, named);

    [TestCase("configurations")]
    [TestCase("transformers")]
    [TestCase("validators")]
    [TestCase("replacements")]
    [TestCase("vars")]
    [TestCase("crds")]
    [TestCase("buildMetadata")]
    [TestCase("helmGlobals")]
    [TestCase("foo")]
    public void A_key_that_is_not_known_to_be_harmless_is_a_change(string key) => ShouldBeAChange($"{key}: [a.yaml]", key);

    [Test]
    public void A_schema_is_a_change() => ShouldBeAChange("openapi: {path: a.json}", "openapi");

    [TestCase("configMapGenerator: [{name: hello-app, literals: [a=b]}]", true)]
    [TestCase("SecretGenerator: [{Name: hello-app}]", true)]
    [TestCase("configMapGenerator: [{name: settings, literals: [hello-app=hello-app]}]", false)]
    public void A_generated_name_is_a_change_where_a_role_names_it(string fields, bool isChange)
    {
        Write($"resources: [role.yaml]\n{fields}\n");

        Undecided().Count.ShouldBe(isChange ? 1 : 0);
    }

    [TestCase("Images: [{name: a, newTag: b}]\nreplicas: [{name: a, count: 2}]")]
    [TestCase("labels: [{pairs: {a: b}, includeSelectors: true, IncludeTemplates: false}]\ncommonLabels: {c: d}")]
    [TestCase("metadata: {name: a}\ngeneratorOptions: {disableNameSuffixHash: true}\nsortOptions: {order: fifo}")]
    [TestCase("foo:\nvalidators: []", Description = "there is nothing in them")]
    public void What_changes_no_access_is_none(string fields)
    {
        Write($"Resources: [role.yaml]\n{fields}\n");

        Undecided().ShouldBeEmpty();
    }

    [TestCase("Resources: [role.yaml, ../other]")]
    [TestCase("resources: [role.yaml]\nRESOURCES: [../other]\nKind: Kustomization\nApiVersion: kustomize.config.k8s.io/v1beta1")]
    [TestCase("apiVersion: v1\nkind: Other\nresources: [../other]")]
    [TestCase("apiVersion: v1\nkind: Other\n\u212Aind: Kustomization\nresources: [../other]", Description = "the last kind wins")]
    public void What_it_takes_from_elsewhere_is_not_read_however_the_key_is_cased(string text)
    {
        Write(text);

        Undecided().Count(reason => reason.Contains("(../other)", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Test]
    public void What_kustomize_drops_from_the_cluster_is_not_known_to_be_there()
    {
        _folder.Write("app/role.yaml", ManifestText.Role.Replace(
            "name: hello", "name: hello\n  annotations: {config.kubernetes.io/local-config: \"true\"}", StringComparison.Ordinal));
        Undecided().ShouldBeEmpty("without a kustomization it is an annotation like any other");

        Write("resources: [role.yaml]");
        Undecided().ShouldHaveSingleItem().ShouldContain("Role default/hello");

        _folder.Write("app/role.yaml", ManifestText.Role.Replace(
            "name: hello", "name: hello\n  annotations: {config.kubernetes.io/local-config: \"false\"}", StringComparison.Ordinal));
        Undecided().ShouldBeEmpty("kustomize keeps that");
    }

    private void ShouldBeAChange(string fields, string named)
    {
        Write($"resources: [role.yaml]\n{fields}\n");

        Undecided().ShouldHaveSingleItem().ShouldContain($"kustomization.yaml ({named})");
    }

    private void Write(string text) => _folder.Write("app/kustomization.yaml", text);

    private IReadOnlyList<string> Undecided() => new ManifestSnapshot().Read(_folder["app"], CancellationToken.None).NotDecided;
}
