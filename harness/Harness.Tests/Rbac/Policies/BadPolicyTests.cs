using Harness.Rbac.Policies;
using Harness.Tests.Images;

namespace Harness.Tests.Rbac.Policies;

/// <summary>Bad policies: each is refused with the place and what to do.</summary>
internal sealed class BadPolicyTests
{
    [TestCase("methods: [GET, HEAD, POST]", "metods: [GET]", "11:7: spec.consumers[0].allow[0] has no methods; list HTTP methods",
        "12:7: spec.consumers[0].allow[0] has the unknown field \"metods\"; did you mean methods?")]
    [TestCase("unsafeGets: [counter]", "unsafe: [counter]", "31:3: spec has the unknown field \"unsafe\"; did you mean unsafeGets?")]
    [TestCase("unsafeGets: [counter]", "zzzzzzzzzzzzzzz: 1",
        "31:3: spec has the unknown field \"zzzzzzzzzzzzzzz\"; it knows scope, consumers, ignore, suppressions, unsafeGets")]
    [TestCase(
        "names: [hello-app-0]", "names: [on, 8080]",
        "19:15: spec.consumers[0].allow[2].names[0] is the boolean on to YAML, not a text; quote it: \"on\"",
        "19:19: spec.consumers[0].allow[2].names[1] is the number 8080 to YAML, not a text; quote it: \"8080\"")]
    [TestCase("names: [hello-app-0]", "names: hello-app-0",
        "19:14: spec.consumers[0].allow[2].names must be a list, not the text \"hello-app-0\"; write names: [hello-app-0]")]
    [TestCase("names: [hello-app-0]", "names: []", "19:14: spec.consumers[0].allow[2].names is empty; leave it out for every name")]
    [TestCase("names: [hello-app-0]", "names: [~]",
        "19:15: spec.consumers[0].allow[2].names[0] is empty; write a text, or \"\" for the empty one")]
    [TestCase(
        "names: [hello-app-0]", "names: [[a]]", "19:15: spec.consumers[0].allow[2].names[0] must be a text, not a list; write one value")]
    [TestCase("metadata: {name: hello}", "metadata: hello",
        "4:11: metadata must be a mapping, not the text \"hello\"; write its fields below it, as name: value")]
    [TestCase("metadata: {name: hello}", "", "2:1: the document has no metadata; write metadata: {name: NAME}")]
    [TestCase("metadata: {name: hello}", "metadata: {name: hello}\nmetadata: {name: hello}",
        "5:1: the key \"metadata\" is on line 4 already; remove one of the two")]
    [TestCase(
        "apiVersion: harness/v1", "apiVersion: harness/v2", "2:13: apiVersion is \"harness/v2\"; this version of Harness reads harness/v1")]
    [TestCase("kind: AccessPolicy", "kind: accessPolicy", "3:7: kind is \"accessPolicy\"; an access policy has kind: AccessPolicy")]
    [TestCase("namespaces: [default, shop]", "namespaces: [Default, shop]",
        "6:24: \"Default\" is not a namespace name; write up to 63 lower-case letters, digits and dashes")]
    [TestCase("resource: pods/log", "resource: pod/log",
        "18:17: spec.consumers[0].allow[2].resource is \"pod/log\", which the core group does not have; did you mean pods/log?")]
    [TestCase("namespaces: [shop]", "namespaces: [shpo]", "17:20: namespace \"shpo\" is not in the policy's scope; did you mean shop?")]
    [TestCase("namespaces: [shop]", "namespaces: [kube-system]",
        "17:20: namespace \"kube-system\" is not in the policy's scope; add it to scope.namespaces")]
    [TestCase("services: [hello-app]", "services: [\"hello-app:8080\"]",
        "11:18: \"hello-app:8080\" is not a service name; name the service alone, and write ports: and scheme: beside it")]
    [TestCase(
        "services: [hello-app]", "services: [hello-app, hello-app]", "11:29: \"hello-app\" is in this list twice; remove one of the two")]
    [TestCase(
        "services: [hello-app]", "verbs: [get]",
        "11:7: spec.consumers[0].allow[0] has neither services nor resource; write services: [NAME] with methods, or "
        + "resource: NAME with verbs")]
    [TestCase("services: [hello-app]", "services: [hello-app]\n      resource: pods",
        "11:7: spec.consumers[0].allow[0] has services and resource; make two entries of it")]
    [TestCase(
        "methods: [GET, HEAD, POST]", "methods: [OPTIONS]",
        "12:17: the method \"OPTIONS\" has no verb of its own, only methods: [\"*\"] allows it; write that, or of GET, HEAD, POST, PUT, "
        + "PATCH, DELETE (a WebSocket is a GET)")]
    [TestCase("methods: [GET, HEAD, POST]", "methods: [get]", "12:17: \"get\" is not a method; did you mean GET?")]
    [TestCase("methods: [GET, HEAD, POST]", "methods: [GET, \"*\"]", "12:22: \"*\" stands for all others; write it alone, or leave it out")]
    [TestCase("verbs: [get]", "verbs: [GET]", "20:15: \"GET\" is not a verb; did you mean get?")]
    [TestCase("verbs: [get]", "verbs: [POST]", "20:15: \"POST\" is not a verb; did you mean create?")]
    [TestCase("verbs: [get]", "verbs: [proxy]", "20:15: the verb \"proxy\" is none since Kubernetes 1.10 and allows nothing")]
    [TestCase("allow:\n    - {resource: deployments/scale, apiGroup: apps, verbs: [get, update]}", "allow: []",
        "23:12: spec.consumers[1].allow is empty; list what it may do; one that may do nothing is no consumer: leave it out")]
    [TestCase("verbs: [get]", "verbs: []", "20:14: spec.consumers[0].allow[2].verbs is empty; list API verbs, e.g. verbs: [get]")]
    [TestCase("resource: pods/log", "resource: \"*\"",
        "18:17: spec.consumers[0].allow[2].resource is a wildcard, which allows what is not known yet")]
    [TestCase(
        "resource: pods/log", "resource: Pods", "18:17: spec.consumers[0].allow[2].resource is \"Pods\"; write its plural in lower case")]
    [TestCase(
        "apiGroup: apps", "apiGroup: apps/v1",
        "24:47: spec.consumers[1].allow[0].apiGroup is \"apps/v1\"; write the group without its version (apps), or leave "
        + "it out for the core group")]
    [TestCase("ports: [8080, web]", "ports: [0, 70000, Web]", "14:15: \"0\" is not a port name",
        "14:18: port 70000 is not between 1 and 65535", "14:25: \"Web\" is not a port name")]
    [TestCase(
        "ports: [8080, web]", "ports: [\"a\\nb\"]", "14:15: \"a b\" is not a port name (up to 15 lower-case letters, digits and dashes)")]
    [TestCase("ports: [8080, web]", "ports: []",
        "14:14: spec.consumers[0].allow[1].ports is empty; leave it out for the plain name of the service")]
    [TestCase("ports: [8080, web]", "ports: [web, web]", "14:20: \"web\" is in this list twice; remove one of the two")]
    [TestCase("scheme: https", "scheme: ftp", "15:15: scheme \"ftp\" is neither http nor https")]
    [TestCase("kind: User", "kind: Usr", "22:21: spec.consumers[1].subject.kind is \"Usr\"; write ServiceAccount, User or Group")]
    [TestCase("kind: User", "kind: 1", "22:21: spec.consumers[1].subject.kind is the number 1 to YAML, not a text; quote it: \"1\"")]
    [TestCase("kind: User", "kind: \"1\"", "22:21: spec.consumers[1].subject.kind is \"1\"; write ServiceAccount, User or Group")]
    [TestCase("kind: User", "kind: \"ServiceAccount, User\"",
        "22:21: spec.consumers[1].subject.kind is \"ServiceAccount, User\"; write ServiceAccount, User or Group")]
    [TestCase("kind: User,", "kind: User, namespace: default,",
        "22:38: spec.consumers[1].subject.namespace is given, but a User is in no namespace; remove it")]
    [TestCase("jane@example.com", "system:serviceaccount:default:jane",
        "22:33: spec.consumers[1].subject.name is a service account's user name; write kind: ServiceAccount with its namespace and name")]
    [TestCase("{kind: ServiceAccount, namespace: default, name: consumer}", "{kind: ServiceAccount, name: consumer}",
        "9:14: spec.consumers[0].subject has no namespace; a service account is in one")]
    [TestCase(
        "name: jane\n", "name: consumer\n", "21:5: a consumer \"consumer\" is at access.yaml:8 already; give one of them another name")]
    [TestCase("{kind: User, name: \"jane@example.com\"}", "{kind: ServiceAccount, namespace: default, name: consumer}",
        "22:14: serviceaccount:default/consumer is the consumer \"consumer\" at access.yaml:8 already; put what it may do there")]
    [TestCase("{user: root, reason: root}", "{user: jane@example.com, reason: root}",
        "28:5: ignores user:jane@example.com, to whom the consumer \"jane\" at access.yaml:21 belongs")]
    [TestCase("system:masters", "system:serviceaccounts:default",
        "26:5: ignores group:system:serviceaccounts:default, to whom the consumer \"consumer\" at access.yaml:8 belongs")]
    [TestCase("{user: root, reason: root}", "{group: \"system:masters\", reason: root}",
        "28:5: group:system:masters is ignored at access.yaml:26 already; remove one of the two")]
    [TestCase("{user: root, reason: root}", "{group: \"system:unauthenticated\", reason: root}",
        "28:13: spec.ignore[2].group is \"system:unauthenticated\", which nearly everybody belongs to")]
    [TestCase("{user: root, reason: root}", "{user: \"system:anonymous\", reason: root}",
        "28:12: spec.ignore[2].user is \"system:anonymous\", which nearly everybody belongs to")]
    [TestCase("{user: root, reason: root}", "{user: root}", "28:5: spec.ignore[2] has no reason; say why this one may have more")]
    [TestCase("{user: root, reason: root}", "{user: root, group: g, reason: root}",
        "28:5: spec.ignore[2] has not exactly one of group, user, serviceAccount; write one of them in each entry")]
    [TestCase("{serviceAccount: kube-system/robot, reason: robot}", "{serviceAccount: robot, reason: robot}",
        "27:22: spec.ignore[1].serviceAccount is \"robot\"; write NAMESPACE/NAME")]
    [TestCase("[hello-app-0]", "[{{ .x }}]",
        "19:16: a key must be a text, not a mapping; quote it, or, if {{ … }} is a template's, render it first")]
    [TestCase("metadata: {name: hello}", "{{- if .x }}\nmetadata: {name: hello}", "4:1: has {{, as a template has: if the policy")]
    [TestCase(", expires: 2026-12-31", "",
        "30:5: spec.suppressions[0] has no expires; name the last day on which it is accepted, e.g. expires: 2026-12-31")]
    [TestCase("2026-12-31", "2026-02-30",
        "30:79: spec.suppressions[0].expires is \"2026-02-30\", which is no date; write year, month and day, e.g. 2026-12-31")]
    [TestCase("reason: until the move, ", "", "30:5: spec.suppressions[0] has no reason; say why it is accepted")]
    public void It_is_refused_with_its_place(string old, string replacement, params string[] complaints) =>
        Complaints(PolicyText.With(old, replacement)).ShouldAllMatch(complaints);

    [TestCase("", "1:1: is empty; write an access policy (apiVersion: harness/v1, kind: AccessPolicy)")]
    [TestCase("# nothing yet\n", "1:1: is empty; write an access policy")]
    [TestCase("- a\n", "1:1: an access policy is a mapping, not a list; begin it with apiVersion: harness/v1")]
    [TestCase("a: b\n---\nc: d\n", "3:1: a second document begins here; keep each policy in a file of its own")]
    [TestCase("apiVersion: harness/v1\nkind: AccessPolicy\nmetadata:\n\tname: hello\n",
        "4:1: a tab is used as indentation, which YAML forbids; indent with spaces")]
    [TestCase("a: &a [*a]\n", "1:8: the alias *a stands inside its own anchor, a loop; write the value out")]
    public void What_is_no_policy_at_all_is_refused(string text, params string[] complaints) => Complaints(text).ShouldAllMatch(complaints);

    [TestCase("\"jane@example.com\"", "{{ .user }}")]
    [TestCase("jane@example.com", "{{")]
    [TestCase("metadata: {name: hello}", "{{- if .x }}\nmetadata: {name: hello}")]
    public void No_policy_is_told_what_to_do_with_manifests(string old, string replacement) =>
        Complaints(PolicyText.With(old, replacement)).ShouldAllBe(line => !line.Contains("--"));

    [Test]
    public void A_name_with_the_braces_of_a_template_is_refused() =>
        Complaints(PolicyText.With("jane@example.com", "ja{{ne")).ShouldHaveSingleItem().ShouldBe(
            "22:33: has {{, as a template has: if the policy is made from one, render that first; a name with {{ in it cannot be in a "
            + "policy");

    [Test]
    public void Everything_that_is_wrong_is_told_at_once_in_the_order_of_the_file() =>
        Complaints(PolicyText.With("methods: [GET, HEAD, POST]", "methods: [get]").Replace("expires", "expire", StringComparison.Ordinal)
            .Replace("kind: User", "kind: Usr", StringComparison.Ordinal))
            .Select(complaint => complaint.Split(':')[0]).ShouldBe(["12", "22", "30", "30"]);

    [Test]
    public void A_file_of_50_MiB_is_refused_by_its_size()
    {
        using var scratch = new Scratch();
        using (var file = File.Create(scratch["big.yaml"]))
            file.SetLength(50 << 20);

        Refusal.Of(() => AccessPolicies.ReadFiles([scratch["big.yaml"]])).ShouldHaveSingleItem()
            .ShouldBe($"{scratch["big.yaml"]}:1:1: is 50.0 MiB, more than the limit of 16 MiB; split it");
    }

    private static IReadOnlyList<string> Complaints(string text) =>
        [.. Refusal.Of(() => AccessPolicyReader.Parse("access.yaml", text)).Select(line => line["access.yaml:".Length..])];
}
