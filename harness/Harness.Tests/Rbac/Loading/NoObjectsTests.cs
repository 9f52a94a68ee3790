namespace Harness.Tests.Rbac.Loading;

/// <summary>A repository's folder has more in it than manifests: it is named and not read, unless RBAC hides in it.</summary>
internal sealed class NoObjectsTests
{
    [TestCase("""[{"op": "add", "path": "/rules/-", "value": {"apiGroups": [""], "resources": ["pods"], "verbs": ["get"]}}]""", "a list")]
    [TestCase("- op: replace\n  path: /roleRef/name\n  value: view", "a list")]
    [TestCase("replicaCount: 1\nrbac: {create: true, rules: [{apiGroups: [\"\"], resources: [pods], verbs: [get]}]}", "a mapping")]
    [TestCase("kind: pipeline\nsteps: [{name: test}]", "a mapping")]
    [TestCase("apiVersion: v2\nname: chart", "a mapping")]
    [TestCase("resources: [a.yaml]\npatches: [{target: {kind: RoleBinding, name: x}, path: patch.yaml}]", "a mapping")]
    [TestCase("hunter2-SECRET-token", "a text", Description = "what was not read may be a secret")]
    [TestCase("8080", "a number")]
    [TestCase("!!null |\n  text", "a tagged value")]
    public void What_is_no_object_is_counted_and_named(string text, string what)
    {
        var snapshot = ManifestText.Read($"{ManifestText.Role}\n---\n{text}\n---\n{text}");

        snapshot.Roles.ShouldHaveSingleItem();
        snapshot.PassedOver.ShouldBeEmpty();
        var lines = text.Split('\n').Length + 1;
        snapshot.Notes.ShouldBe([$"not read, as they are no Kubernetes objects: 2: -:11 ({what}), -:{11 + lines} ({what})"]);
    }

    [Test]
    public void Of_many_only_some_are_named_but_all_are_counted() =>
        ManifestText.Read(ManifestText.Role + string.Concat(Enumerable.Repeat("\n---\na: 1", 50))).Notes.ShouldHaveSingleItem()
            .ShouldStartWith("not read, as they are no Kubernetes objects: 50: -:11 (a mapping), ");

    [TestCase("[{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: x}}]", "1:2: looks like RBAC")]
    [TestCase("extraObjects: [{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: x}}]", "1:16: looks like RBAC")]
    [TestCase("items: [{kind: ClusterRoleBinding, roleRef: {name: x}}]", "1:9: looks like RBAC")]
    [TestCase("- metadata: {name: x}\n  roleRef: {kind: Role, name: x}", "1:3: looks like RBAC")]
    [TestCase("metadata: {name: x}\nroleRef: {kind: Role, name: x}\nsubjects: []", "1:1: the document has no apiVersion")]
    [TestCase("metadata: {name: x}\nrules: [{verbs: [get]}]", "1:1: the document has no kind")]
    [TestCase("Kind: RoleBinding\nApiVersion: rbac.authorization.k8s.io/v1", "1:1: the document has no kind")]
    [TestCase("apiVersion: v1", "1:1: the document has no kind", Description = "a stream that was cut off")]
    [TestCase("kind: RoleBinding\nmetadata: {name: x}", "1:1: the document has no apiVersion")]
    public void RBAC_that_nobody_would_read_is_refused(string text, string complaint) =>
        Refusal.Of(() => ManifestText.Read(text)).ShouldContain(line => line.StartsWith($"-:{complaint}"));

    [TestCase("apiVersion: v1\nkind: rolebinding\nmetadata: {name: x}", "apiVersion is \"v1\", which has no rolebinding")]
    [TestCase("apiVersion: apps.k8s.io/v1\nkind: Role\nmetadata: {name: x}", "apiVersion is \"apps.k8s.io/v1\", which has no Role")]
    public void RBAC_of_a_group_that_has_none_is_refused(string text, string complaint) =>
        Refusal.Of(() => ManifestText.Read(text)).ShouldHaveSingleItem().ShouldContain(complaint);

    [TestCase("apiVersion: example.com/v1\nkind: Stuff", Description = "kubectl applies the items of whatever has some")]
    [TestCase("apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: x}")]
    [TestCase("apiVersion: example.com/v1\nkind: StuffList")]
    public void No_object_hides_in_the_items_of_another(string head) =>
        ManifestText.Read($"{head}\nitems:\n- {ManifestText.Role.ReplaceLineEndings("\n  ")}").Roles.ShouldHaveSingleItem();

    [Test]
    public void What_has_other_items_is_an_object_as_any() =>
        ManifestText.Read("{apiVersion: example.com/v1, kind: Menu, items: [soup, {name: bread}]}").PassedOver.Keys.ShouldBe(["Menu"]);

    [Test]
    public void Only_what_is_no_object_is_nothing_to_validate() =>
        Refusal.Of(() => ManifestText.Read("replicaCount: 1")).ShouldHaveSingleItem()
            .ShouldContain("there are no Kubernetes objects in it");
}
