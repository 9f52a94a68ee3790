using Harness.Rbac.Loading;

namespace Harness.Tests.Rbac.Loading;

/// <summary>
/// Objects whose metadata an API server refuses: what it refuses is not there, so they are rejected. All were tried on Kubernetes 1.36.
/// </summary>
internal sealed class MetadataTests
{
    [TestCase("annotations: {reviewed: true}", "metadata.annotations.reviewed is the boolean true to YAML, not a text; quote it: \"true\"")]
    [TestCase("annotations: {a: [b]}", "metadata.annotations.a must be a text, not ")]
    [TestCase("annotations: x", "metadata.annotations must be a mapping, not the text \"x\"")]
    [TestCase("annotations: {\"a b\": x}", "metadata.annotations.a b is no key")]
    [TestCase("annotations: {a/b/c: x}", "metadata.annotations.a/b/c is no key")]
    [TestCase("labels: {v: 1.5}", "1.5")]
    [TestCase("labels: {team: \"a b\"}", "metadata.labels.team has the value \"a b\"")]
    [TestCase("labels: {team: -a}", "has the value \"-a\"")]
    [TestCase("labels: {_a: b}", "metadata.labels._a is no key")]
    [TestCase("labels: {a_b.c/d: e}", "metadata.labels.a_b.c/d is no key")]
    [TestCase("finalizers: [Foo Bar]", "metadata.finalizers: \"Foo Bar\" is none")]
    [TestCase("ownerReferences: [{apiVersion: v1, kind: Pod, uid: a}]", "metadata.ownerReferences[0] has no name")]
    [TestCase("creationTimestamp: yesterday", "metadata.creationTimestamp is \"yesterday\"")]
    [TestCase("foo: bar", "metadata has the unknown field \"foo\"")]
    public void What_the_API_server_refuses_is_rejected(string field, string why)
    {
        foreach (var text in new[] { Role(field), Binding(field), Policy(field) })
        {
            var lines = Refusal.Of(() => Read(text));

            lines.ShouldContain(line => line.StartsWith("rbac.yaml:1:", StringComparison.Ordinal)
                && line.Contains(why, StringComparison.Ordinal), string.Join('\n', lines));
        }
    }

    [TestCase("{name: BAD_NAME}")]
    [TestCase("{}")]
    public void A_policy_of_a_name_that_no_object_can_have_is_rejected(string metadata) => Refusal.Of(() => Read(
        $"{{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicyBinding, metadata: {metadata}, spec: {{}}}}"))
        .ShouldHaveSingleItem().ShouldContain("a name is of lower-case letters, digits, dashes and dots");

    [Test]
    public void A_policy_with_an_unknown_field_is_rejected() => Refusal.Of(() => Read(
        "{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicy, metadata: {name: p}, spec: {}, specs: {}}"))
        .ShouldHaveSingleItem().ShouldContain("unknown field \"specs\"");

    [TestCase("annotations: {a: , example.com/b-c_d.E: \"{{ x }}\", Example.com/x: \"\"}")]
    [TestCase("labels: {a: , app.kubernetes.io/name: web-1.2_x, B: \"\", \"8\": \"8\"}")]
    [TestCase("annotations: , labels: ")]
    [TestCase("creationTimestamp: null, uid: a, resourceVersion: \"1\", generation: 1, managedFields: [], finalizers: []")]
    [TestCase("creationTimestamp: 2026-01-31T12:00:00Z, finalizers: [a.b/c, orphan], ownerReferences: "
        + "[{apiVersion: v1, kind: Pod, name: p, uid: a, controller: true}]")]
    public void What_it_takes_is_read(string fields)
    {
        Read(Binding(fields)).Bindings.ShouldHaveSingleItem();
        Read(Policy(fields)).Admission!.Objects.ShouldHaveSingleItem();
    }

    [Test]
    public void Annotations_over_256_KiB_are_rejected() =>
        Refusal.Of(() => Read(Role($"annotations: {{a: {new string('a', 256 * 1024)}}}"))).ShouldHaveSingleItem().ShouldContain("256 KiB");

    private static string Role(string field) =>
        $"{{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {{name: r, namespace: shop, {field}}}, rules: []}}";

    private static string Binding(string field) => $"{{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {{name: b, "
        + $"namespace: shop, {field}}}, roleRef: {{kind: Role, name: r}}, subjects: []}}";

    private static string Policy(string field) =>
        $"{{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicy, metadata: {{name: p, {field}}}, spec: {{}}}}";

    private static Harness.Rbac.Objects.RbacSnapshot Read(string text)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        return new ManifestSnapshot { ReadsAdmission = true }.Read("rbac.yaml", stream);
    }
}
