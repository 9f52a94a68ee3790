namespace Harness.Tests.Rbac.Loading;

/// <summary>Invalid objects: each is refused with the place, the object and the field.</summary>
internal sealed class BadManifestTests
{
    [TestCase("resourceNames: [\"hello-app\"]", "resourceName: [\"hello-app\"]",
        "8:3: Role default/hello: rules[0] has the unknown field \"resourceName\"; did you mean resourceNames?")]
    [TestCase("[\"hello-app\"]", "hello-app",
        "8:18: Role default/hello: rules[0].resourceNames must be a list, not the text \"hello-app\"; write resourceNames: [hello-app]")]
    [TestCase(
        "[\"hello-app\"]", "[8080, on, ~]",
        "8:19: Role default/hello: rules[0].resourceNames[0] is the number 8080 to YAML, not a text; quote it: \"8080\"",
        "8:25: Role default/hello: rules[0].resourceNames[1] is the boolean on",
        "8:29: Role default/hello: rules[0].resourceNames[2] is empty")]
    [TestCase("[\"hello-app\"]", "[\"{{ .Values.name }}\"]", "8:19: is a template, not a manifest: it has {{ … }}; render it first")]
    [TestCase("  verbs: [get]", "  verbs: []", "9:10: Role default/hello: rules[0].verbs is empty; list what it allows")]
    [TestCase("  verbs: [get]", "", "6:3: Role default/hello: rules[0] has no verbs; list what it allows")]
    [TestCase("apiGroups: [\"\"]", "apiGroups: []",
        "6:14: Role default/hello: rules[0].apiGroups is empty; list API groups, \"\" for the core group")]
    [TestCase(
        "- apiGroups: [\"\"]", "- nonResourceURLs: [/x]",
        "6:3: Role default/hello: rules[0] has nonResourceURLs and resources; make two rules of it",
        "6:20: Role default/hello: rules[0].nonResourceURLs is given, but a Role is about resources only")]
    [TestCase(
        "rules:", "rules: {}\nrulez:",
        "5:8: Role default/hello: rules must be a list, not a mapping; write a dash before each of its items",
        "6:1: Role default/hello has the unknown field \"rulez\"; did you mean rules?")]
    [TestCase("rules:", "aggregationRule: {}\nrules:", "5:1: Role default/hello has the unknown field \"aggregationRule\"")]
    [TestCase("name: hello", "labels: {a: b}", "4:3: Role: metadata has no name; write one")]
    [TestCase(
        "name: hello", "generateName: hello-", "4:3: Role: metadata has no name; a generated name is not known beforehand; write one")]
    [TestCase("name: hello", "name: a/b", "4:9: Role: metadata.name is \"a/b\"; a name has no / or % in it")]
    [TestCase("name: hello", "name: hello\n  namespace: Shop",
        "5:14: Role: metadata.namespace is \"Shop\"; write up to 63 lower-case letters, digits and dashes")]
    [TestCase("name: hello", "name: hello\n  labels: {a: 1}",
        "5:15: Role default/hello: metadata.labels.a is the number 1 to YAML, not a text; quote it: \"1\"")]
    [TestCase("kind: Role", "kind: Rol", "2:7: kind is \"Rol\"; did you mean Role?")]
    [TestCase("kind: Role", "", "1:1: the document has no kind; write e.g. kind: Role")]
    [TestCase("apiVersion: rbac.authorization.k8s.io/v1", "",
        "2:1: the document has no apiVersion; write e.g. apiVersion: rbac.authorization.k8s.io/v1")]
    [TestCase("rbac.authorization.k8s.io/v1", "rbac.authorization.k8s.io/v1alpha1",
        "1:13: apiVersion is \"rbac.authorization.k8s.io/v1alpha1\"; write rbac.authorization.k8s.io/v1")]
    [TestCase("rbac.authorization.k8s.io/v1", "rbac.authorisation.k8s.io/v1",
        "1:13: apiVersion is \"rbac.authorisation.k8s.io/v1\", which has no Role; write rbac.authorization.k8s.io/v1")]
    [TestCase("rbac.authorization.k8s.io/v1", "v1", "1:13: apiVersion is \"v1\", which has no Role; write rbac.authorization.k8s.io/v1")]
    [TestCase("rbac.authorization.k8s.io/v1", "authorization.openshift.io/v1beta1",
        "1:13: apiVersion is \"authorization.openshift.io/v1beta1\", which has no Role")]
    public void A_role_is_refused(string old, string replacement, params string[] complaints) =>
        Complaints(ManifestText.Role, old, replacement).ShouldAllMatch(complaints);

    [TestCase("roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: hello}", "",
        "1:1: RoleBinding shop/hello has no roleRef; name the role that is bound")]
    [TestCase("kind: Role, name", "kind: role, name",
        "4:54: RoleBinding shop/hello: roleRef.kind is \"role\"; a RoleBinding binds a Role or ClusterRole")]
    [TestCase("kind: RoleBinding", "kind: ClusterRoleBinding",
        "4:54: ClusterRoleBinding hello: roleRef.kind is \"Role\"; a ClusterRoleBinding binds a ClusterRole")]
    [TestCase("{apiGroup: rbac.authorization.k8s.io, kind: Role", "{apiGroup: v1, kind: Role",
        "4:21: RoleBinding shop/hello: roleRef.apiGroup is \"v1\"; write rbac.authorization.k8s.io")]
    [TestCase(
        "kind: Group", "kind: Groups", "8:10: RoleBinding shop/hello: subjects[2].kind is \"Groups\"; write ServiceAccount, User or Group")]
    [TestCase("name: consumer}", "name: consumer, apiGroup: rbac.authorization.k8s.io}",
        "6:72: RoleBinding shop/hello: subjects[0].apiGroup is \"rbac.authorization.k8s.io\"; leave it out")]
    [TestCase("name: jane", "user: jane", "7:3: RoleBinding shop/hello: subjects[1] has no name; name the subject",
        "7:16: RoleBinding shop/hello: subjects[1] has the unknown field \"user\"")]
    [TestCase("- {kind: Group, name: admins}", "- admins",
        "8:3: RoleBinding shop/hello: subjects[2] must be a mapping, not the text \"admins\"; write its fields below it, as name: value")]
    public void A_binding_is_refused(string old, string replacement, params string[] complaints) =>
        Complaints(ManifestText.Binding, old, replacement).ShouldAllMatch(complaints);

    [TestCase("{kind: List, apiVersion: v1, items: {}}", "1:37: List: items must be a list, not a mapping")]
    [TestCase("just text", "1:1: there are no Kubernetes objects in it")]
    [TestCase("{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: http}]}}",
        "1:76: Service default/a: spec.ports[0].port must be a whole number, not the text \"http\"")]
    [TestCase(
        "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: 70000}, {name: x}]}}",
        "1:76: Service default/a: spec.ports[0].port is 70000; write a number from 1 to 65535",
        "1:84: Service default/a: spec.ports[1] has no port; write its number")]
    [TestCase(
        "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: a}, aggregationRule: {clusterRoleSelectors: "
        + "[{matchExpressions: [{key: a, operator: in}, {key: b, operator: In}]}]}}",
        "1:164: ClusterRole a: aggregationRule.clusterRoleSelectors[0].matchExpressions[0].operator is \"in\"; "
        + "write In, NotIn, Exists or DoesNotExist",
        "1:169: ClusterRole a: aggregationRule.clusterRoleSelectors[0].matchExpressions[1] has no values; In needs at least one")]
    [TestCase(
        "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: a}, roleRef: {kind: ClusterRole, name: a}, "
        + "subjects: [{kind: ServiceAccount, name: a}]}",
        "1:141: ClusterRoleBinding a: subjects[0] has no namespace; in a ClusterRoleBinding a service account needs one")]
    [TestCase("", "1:1: there are no Kubernetes objects in it, and so nothing to say about access")]
    [TestCase("# helm template printed an error to standard error\n---\n", "1:1: there are no Kubernetes objects in it")]
    public void Other_input_is_refused(string text, params string[] complaints) => Complaints(text, "", "").ShouldAllMatch(complaints);

    [Test]
    public void Two_objects_of_the_same_name_are_named_in_both_places() => Complaints(
            $"{ManifestText.Role}\n---\n{ManifestText.Role.Replace("[get]", "[create]", StringComparison.Ordinal)}", "", "")
        .ShouldAllMatch(["11:1: Role default/hello is at -:1 already, and is another there; which of the two would be in force"]);

    [TestCase(ManifestText.Role)]
    [TestCase(ManifestText.Binding)]
    [TestCase("{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: 1}, {port: 2}]}}")]
    public void The_same_object_again_counts_once_however_it_is_laid_out(string text)
    {
        var snapshot = ManifestText.Read($"# a\n{text}\n---\n{text.Replace("name: hello", "name:   \"hello\"", StringComparison.Ordinal)}");

        (snapshot.Roles.Count + snapshot.Bindings.Count + (snapshot.Services?.Count ?? 0)).ShouldBe(1);
    }

    [TestCase("port: 1", "port: \"1\"", Description = "another type")]
    [TestCase("[{port: 1}, {port: 2}]", "[{port: 2}, {port: 1}]", Description = "another order of a list")]
    public void What_differs_in_anything_is_another(string old, string replacement)
    {
        const string service = "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: 1}, {port: 2}]}}";

        Complaints($"{service}\n---\n{Replaced(service, old, replacement)}", "", "")
            .ShouldContain(line => line.Contains("is at -:1 already"));
    }

    private static IReadOnlyList<string> Complaints(string text, string old, string replacement) =>
        [.. Refusal.Of(() => ManifestText.Read(old.Length == 0 ? text : Replaced(text, old, replacement)))
            .Select(line => line["-:".Length..])];

    private static string Replaced(string text, string old, string replacement)
    {
        text.ShouldContain(old);
        return text.Replace(old, replacement, StringComparison.Ordinal);
    }
}
