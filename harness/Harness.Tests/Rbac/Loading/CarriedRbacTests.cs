namespace Harness.Tests.Rbac.Loading;

/// <summary>RBAC inside of other objects: a controller may apply it, and no reader of manifests sees it.</summary>
internal sealed class CarriedRbacTests
{
    private const string Binding = "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: x}, "
        + "roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}}";

    private const string Text = """'apiVersion: "rbac.authorization.k8s.io/v1", kind: "RoleBinding", metadata: {}'""";

    [TestCase($"spec: {{manifests: [{Binding}]}}")]
    [TestCase($"spec: {{template: {Text}}}")]
    [TestCase("""spec: {template: '{"kind":"Role","apiVersion":"rbac.authorization.k8s.io\/v1beta1"}'}""")]
    [TestCase("spec:\n  template: |\n    kind: RoleList\n    apiVersion: rbac.authorization.k8s.io/v1\n")]
    [TestCase("""spec: {template: "{kind: Role, apiVersion: \x72bac.authorization.k8s.io/v1}"}""")]
    [TestCase("metadata: {name: a, annotations: {a: 'kind: Role, apiVersion: rbac.authorization.k8s.io/v1'}}")]
    [TestCase("spec: {bind: {roleRef: {kind: ClusterRole, name: cluster-admin}}}")]
    [TestCase("spec: {bind: {roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: a}}}")]
    public void In_an_object_of_a_custom_kind_it_is_undecided(string fields)
    {
        var snapshot = ManifestText.Read($"apiVersion: example.com/v1\nkind: Bundle\n{fields}\n");

        snapshot.NotDecided.ShouldHaveSingleItem().ShouldStartWith("RBAC inside of other objects");
        snapshot.NotDecided[0].ShouldContain("(Bundle");
        snapshot.PassedOver["Bundle"].ShouldBe(1);
    }

    [TestCase("v1", "ConfigMap", $"data: {{a: {Text}}}")]
    [TestCase("v1", "Secret", $"stringData: {{a: {Text}}}")]
    [TestCase("batch/v1", "Job", $"spec: {{template: {{spec: {{containers: [{{args: [{Text}]}}]}}}}}}")]
    public void In_an_object_of_Kubernetes_it_is_a_note(string apiVersion, string kind, string fields)
    {
        var snapshot = ManifestText.Read($"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: a}}\n{fields}\n");

        snapshot.NotDecided.ShouldBeEmpty();
        snapshot.Notes.ShouldHaveSingleItem().ShouldContain($"({kind} a)");
    }

    [TestCase("argoproj.io/v1alpha1", "AppProject",
        "spec: {clusterResourceWhitelist: [{group: rbac.authorization.k8s.io, kind: ClusterRole}]}")]
    [TestCase("constraints.gatekeeper.sh/v1beta1", "Deny",
        "spec: {kinds: [{apiGroups: [rbac.authorization.k8s.io], kinds: [RoleBinding]}]}")]
    [TestCase("kyverno.io/v1", "Other", "spec: {kinds: [rbac.authorization.k8s.io/v1/ClusterRole]}")]
    [TestCase("iam.example.com/v1", "Stack", "spec: {resources: [{apiVersion: iam.example.com/v1, kind: Role, metadata: {name: a}}]}")]
    [TestCase("example.com/v1", "Bundle", "spec: {text: 'see rbac.authorization.k8s.io/v1'}")]
    public void What_only_speaks_of_it_is_nothing(string apiVersion, string kind, string fields)
    {
        var snapshot = ManifestText.Read($"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: a}}\n{fields}\n");

        snapshot.NotDecided.ShouldBeEmpty();
        snapshot.Notes.ShouldBeEmpty();
    }

    [Test]
    public void A_controllers_object_is_named_once() => ManifestText
        .Read($"apiVersion: work.open-cluster-management.io/v1\nkind: ManifestWork\nmetadata: {{name: x}}\n"
            + $"spec: {{manifests: [{Binding}]}}")
        .NotDecided.ShouldHaveSingleItem().ShouldStartWith("what a controller brings");
}
