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
    [TestCase("creationTimestamp: \"2024-13-41T00:00:00Z\"", "metadata.creationTimestamp is \"2024-13-41T00:00:00Z\"")]
    [TestCase("deletionTimestamp: \"2024-02-30T00:00:00Z\"", "metadata.deletionTimestamp is \"2024-02-30T00:00:00Z\"")]
    [TestCase("creationTimestamp: \"2024-01-01T24:00:00Z\"", "metadata.creationTimestamp is \"2024-01-01T24:00:00Z\"")]
    [TestCase("creationTimestamp: \"2024-01-01T00:00:00+99:99\"", "metadata.creationTimestamp is ")]
    [TestCase("labels: {A.b/c: d}", "metadata.labels.A.b/c is no key")]
    [TestCase("labels: {a: 0X1F}", "0X1F")]
    [TestCase("annotations: {a: 0X1F}", "metadata.annotations.a is the number 0X1F to YAML")]
    [TestCase("annotations: {a: !!binary aGVsbG8=}", "metadata.annotations.a has a YAML tag; remove it")]
    [TestCase("annotations: {null: x}", "a key must be a text, not empty")]
    [TestCase("annotations: {~: x}", "a key must be a text, not empty")]
    [TestCase("finalizers: [foo]", "metadata.finalizers: \"foo\" is none")]
    [TestCase("finalizers: [Example.com/x]", "metadata.finalizers: \"Example.com/x\" is none")]
    [TestCase("finalizers: [foregroundDeletion, orphan]", "metadata.finalizers have orphan and foregroundDeletion")]
    [TestCase("generation: \"1\"", "metadata.generation must be a whole number, not the text \"1\"")]
    [TestCase("generation: -1", "metadata.generation must be a whole number, not the number -1")]
    [TestCase("generation: 1.5", "metadata.generation must be a whole number")]
    [TestCase("deletionGracePeriodSeconds: \"0\"", "metadata.deletionGracePeriodSeconds must be a whole number")]
    [TestCase("resourceVersion: 1", "metadata.resourceVersion is the number 1 to YAML")]
    [TestCase("uid: 1", "metadata.uid is the number 1 to YAML")]
    [TestCase("selfLink: 1", "metadata.selfLink is the number 1 to YAML")]
    [TestCase("generateName: 1", "metadata.generateName is the number 1 to YAML")]
    [TestCase("generateName: A b", "metadata.generateName is \"A b\"")]
    [TestCase("managedFields: x", "metadata.managedFields must be a list")]
    [TestCase("managedFields: [{manager: a, foo: b}]", "metadata.managedFields[0] has the unknown field \"foo\"")]
    [TestCase("managedFields: [{manager: 5}]", "metadata.managedFields[0].manager is the number 5 to YAML")]
    [TestCase("ownerReferences: [{apiVersion: v1, kind: Event, name: e, uid: a}]", "metadata.ownerReferences[0].kind is Event")]
    [TestCase("ownerReferences: [{apiVersion: a/b/c, kind: E, name: e, uid: a}]", "metadata.ownerReferences[0].apiVersion is \"a/b/c\"")]
    [TestCase(
        "ownerReferences: [{apiVersion: v1, kind: Pod, name: p, uid: a, controller: \"true\"}]", "must be true or false, not the text")]
    [TestCase("ownerReferences: [{apiVersion: v1, kind: Pod, name: p, uid: a, foo: b}]", "[0] has the unknown field \"foo\"")]
    [TestCase("ownerReferences: [{apiVersion: v1, kind: Pod, name: p, uid: a, controller: true}, "
        + "{apiVersion: v1, kind: Pod, name: q, uid: b, controller: yes}]", "[1].controller is true of a second owner")]
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

    [TestCase("name: p, namespace: 5", "metadata.namespace is the number 5 to YAML")]
    [TestCase("name: 5", "metadata.name is the number 5 to YAML")]
    public void So_is_a_number_that_names_an_object_of_the_cluster(string field, string why) => Refusal.Of(() => Read(
        $"{{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicyBinding, metadata: {{{field}}}, spec: {{}}}}"))
        .ShouldHaveSingleItem().ShouldContain(why);

    [TestCase("observedGeneration: \"1\"", "status.observedGeneration must be a whole number")]
    [TestCase("foo: bar", "status has the unknown field \"foo\"")]
    [TestCase("typeChecking: {expressionWarnings: [{fieldRef: 5, warning: w}]}", "fieldRef is the number 5")]
    [TestCase("conditions: {}", "status.conditions must be a list")]
    [TestCase("conditions: [{type: Ready, status: True}]", "conditions[0].status is the boolean True to YAML")]
    [TestCase("conditions: [{type: Ready, lastTransitionTime: never}]", "conditions[0].lastTransitionTime is \"never\"")]
    public void A_policy_whose_status_is_none_is_rejected(string status, string why) => Refusal.Of(() => Read(Status(status)))
        .ShouldHaveSingleItem().ShouldContain(why);

    [Test]
    public void A_policy_with_a_dumps_status_is_read() => Read(Status(
        "observedGeneration: 1, typeChecking: {expressionWarnings: [{fieldRef: a, warning: b}]}, conditions: [{type: T, status: \"True\", "
        + "reason: R, message: m, observedGeneration: 1, lastTransitionTime: \"2026-01-31T12:00:00Z\"}]"))
        .Admission!.Objects.ShouldHaveSingleItem();

    [Test]
    public void A_binding_of_a_policy_has_no_status() => Refusal.Of(() => Read(Status("observedGeneration: 1")
        .Replace("AdmissionPolicy,", "AdmissionPolicyBinding,", StringComparison.Ordinal)))
        .ShouldHaveSingleItem().ShouldContain("the unknown field \"status\"");

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
    [TestCase("labels: {a: NULL, b: !!str 5, c: 1.2.3, d: 0b2}, managedFields: [{manager: a, operation: Apply, apiVersion: v1, "
        + "time: \"2026-01-31T12:00:00Z\", fieldsType: FieldsV1, fieldsV1: {f:rules: {}}, subresource: status}]")]
    [TestCase("creationTimestamp: \"2024-02-29T23:59:59.123456+02:00\", generateName: a-, finalizers: [kubernetes], selfLink: /a")]
    [TestCase("labels: {a: , app.kubernetes.io/name: web-1.2_x, B: \"\", \"8\": \"8\"}")]
    [TestCase("annotations: , labels: ")]
    [TestCase("creationTimestamp: null, uid: a, resourceVersion: \"1\", generation: 1, managedFields: [], finalizers: []")]
    [TestCase("creationTimestamp: 2026-01-31T12:00:00Z, finalizers: [a.b/c, orphan], ownerReferences: "
        + "[{apiVersion: v1, kind: Pod, name: p, uid: a, controller: true}]")]
    public void What_it_takes_is_read(string fields)
    {
        Read(Binding(fields)).Bindings.ShouldHaveSingleItem();
        Read(Role(fields)).Roles.ShouldHaveSingleItem();
        Read(Policy(fields)).Admission!.Objects.ShouldHaveSingleItem();
    }

    [TestCase("null")]
    [TestCase("~")]
    public void So_is_a_key_that_is_nothing_on_a_line_of_its_own(string key) => Refusal.Of(() => ManifestText.Read(
        ManifestText.Role.Replace("  name: hello", $"  name: hello\n  annotations:\n    {key}: x", StringComparison.Ordinal)))
        .ShouldHaveSingleItem().ShouldContain("a key must be a text, not empty");

    [Test]
    public void Annotations_over_256_KiB_are_rejected() =>
        Refusal.Of(() => Read(Role($"annotations: {{a: {new string('a', 256 * 1024)}}}"))).ShouldHaveSingleItem().ShouldContain("256 KiB");

    private static string Role(string field) =>
        $"{{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {{name: r, namespace: shop, {field}}}, rules: []}}";

    private static string Binding(string field) => $"{{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {{name: b, "
        + $"namespace: shop, {field}}}, roleRef: {{kind: Role, name: r}}, subjects: []}}";

    private static string Policy(string field) =>
        $"{{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicy, metadata: {{name: p, {field}}}, spec: {{}}}}";

    [TestCase("matchLabels: {A.b/c: d}", "clusterRoleSelectors[0].matchLabels has \"A.b/c\", which is no label's key")]
    [TestCase("matchLabels: {a: \"b c\"}", "matchLabels has \"b c\", which no label can have")]
    [TestCase("matchExpressions: [{key: a b, operator: Exists}]", "key has \"a b\", which is no label's key")]
    [TestCase("matchExpressions: [{key: a, operator: In, values: [-b]}]", "key has \"-b\", which no label can have")]
    public void A_selector_that_no_label_can_match_is_rejected(string selector, string why) => Refusal.Of(() => Read(
        "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: r}, rules: [], "
        + $"aggregationRule: {{clusterRoleSelectors: [{{{selector}}}]}}}}")).ShouldHaveSingleItem().ShouldContain(why);

    private static string Status(string fields) =>
        "{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicy, metadata: {name: p}, spec: {}, "
        + $"status: {{{fields}}}}}";

    private static Harness.Rbac.Objects.RbacSnapshot Read(string text)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        return new ManifestSnapshot { ReadsAdmission = true }.Read("rbac.yaml", stream);
    }
}
