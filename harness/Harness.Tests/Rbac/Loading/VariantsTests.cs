namespace Harness.Tests.Rbac.Loading;

/// <summary>Folders that hold several variants of an installation have the same objects several times, not always word by word.</summary>
internal sealed class VariantsTests
{
    private const string Rbac = "rbac.authorization.k8s.io/v1";

    [TestCase(
        "{apiVersion: v1, kind: Namespace, metadata: {name: flux-system}}",
        "{apiVersion: v1, kind: Namespace, metadata: {name: flux-system, labels: {pod-security.kubernetes.io/warn: restricted}}}")]
    [TestCase(
        "{apiVersion: v1, kind: ServiceAccount, metadata: {name: ui, namespace: longhorn-system}}",
        "{apiVersion: v1, kind: ServiceAccount, metadata: {name: ui, namespace: longhorn-system}, imagePullSecrets: [{name: okd}]}")]
    [TestCase(
        "{apiVersion: v1, kind: Service, metadata: {name: drain}, spec: {ports: [{port: 443, name: https, targetPort: 8443}]}}",
        "{apiVersion: v1, kind: Service, metadata: {name: drain, annotations: {a: b}}, spec: {ports: [{name: https, port: 443}]}}")]
    [TestCase(
        $"{{apiVersion: {Rbac}, kind: ClusterRole, metadata: {{name: a}}, rules: []}}",
        $"{{apiVersion: {Rbac}, kind: ClusterRole, metadata: {{name: a, annotations: {{version: \"2\"}}}}, rules: []}}")]
    public void What_differs_in_nothing_that_has_to_do_with_access_is_the_same(string one, string other)
    {
        var snapshot = ManifestText.Read($"{one}\n---\n{other}");

        (snapshot.Roles.Count + (snapshot.Services?.Count ?? 0) + (snapshot.ServiceAccounts?.Count ?? 0) + snapshot.PassedOver.Count)
            .ShouldBe(1);
    }

    [TestCase(
        "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: 80}]}}",
        "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: 81}]}}")]
    [TestCase(
        $"{{apiVersion: {Rbac}, kind: ClusterRole, metadata: {{name: a}}, rules: []}}",
        $"{{apiVersion: {Rbac}, kind: ClusterRole, metadata: {{name: a, labels: {{aggregate: \"true\"}}}}, rules: []}}",
        Description = "another role may aggregate it by the label")]
    [TestCase(
        $"{{apiVersion: {Rbac}, kind: ClusterRole, metadata: {{name: a}}, rules: []}}",
        $"{{apiVersion: {Rbac}, kind: ClusterRole, metadata: {{name: a}}, aggregationRule: {{clusterRoleSelectors: [{{}}]}}}}")]
    public void What_differs_in_access_is_another(string one, string other) =>
        Refusal.Of(() => ManifestText.Read($"{one}\n---\n{other}")).ShouldHaveSingleItem().ShouldContain(
            "is at -:1 already, and is another there; which of the two would be in force depends on the order they are applied in: "
            + "remove one, or, if you do not apply it, leave it out with --exclude");
}
