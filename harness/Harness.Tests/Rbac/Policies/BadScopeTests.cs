using Harness.Rbac.Policies;

namespace Harness.Tests.Rbac.Policies;

/// <summary>Scopes and denials that say nothing, or that nobody could hold: each is refused with the place and what to do.</summary>
internal sealed class BadScopeTests
{
    [TestCase("- pods/exec\n", "- pods/exce\n", "9:7: \"exce\" is nothing that pods have; did you mean pods/exec?")]
    [TestCase("- pods/exec\n", "- secret\n", "9:7: \"secret\" is nothing that the core group has; did you mean secrets?")]
    [TestCase("- pods/exec\n", "- deployments\n",
        "9:7: \"deployments\" is nothing that the core group has; write {resource: deployments, apiGroup: apps}")]
    [TestCase("- pods/exec\n", "- gadgets\n",
        "9:7: \"gadgets\" is nothing that the core group has; write {resource: gadgets, apiGroup: GROUP} for one of another group")]
    [TestCase("- pods/exec\n", "- Secrets\n", "9:7: \"Secrets\" is no resource; write its plural in lower case, with a sub-resource after")]
    [TestCase("- pods/exec\n", "- \"pods/*\"\n", "9:7: \"pods/*\" is a wildcard, and only \"*\" alone is one here; name each resource")]
    [TestCase("- pods/exec\n", "- \"*\"\n", "9:7: \"*\" stands for all others; write it alone, or leave it out")]
    [TestCase("- pods/exec\n", "- 1\n", "9:7: spec.scope.resources[0] must be a resource, not the number 1; write its name, or")]
    [TestCase("- pods/exec\n", "- {verbs: [get]}\n", "9:7: spec.scope.resources[0] has no resource; name the resource")]
    [TestCase("- pods/exec\n", "- {resource: deployments, apiGroup: apps}\n",
        "10:7: deployments is in this list already; make one entry of both, with all of its verbs")]
    [TestCase("- {resource: deployments, apiGroup: apps, verbs: [create, delete]}", "- {resource: deployment, apiGroup: apps}",
        "10:18: \"deployment\" is nothing that apps has; did you mean deployments?")]
    [TestCase("- {resource: deployments, apiGroup: apps, verbs: [create, delete]}", "- {resource: jobs, apiGroup: apps}",
        "10:18: \"jobs\" is nothing that apps has; jobs are in batch")]
    [TestCase("- {resource: deployments, apiGroup: apps, verbs: [create, delete]}", "- {resource: \"*\", apiGroup: apps}",
        "10:33: spec.scope.resources[1].apiGroup is given beside \"*\", which is every resource of every group; leave it out, or name")]
    [TestCase("verbs: [create, delete]", "verbs: []", "10:54: spec.scope.resources[1].verbs is empty; leave it out for every verb")]
    [TestCase("verbs: [create, delete]", "verbs: [POST]", "10:55: \"POST\" is not a verb; did you mean create?")]
    [TestCase("apiGroup: apps, verbs: [create, delete]", "apiGroup: apps/v1",
        "10:41: spec.scope.resources[1].apiGroup is \"apps/v1\"; write the group without its version (apps), or leave it out")]
    [TestCase("world: closed", "world: opened", "7:12: spec.scope.world is \"opened\"; write closed (the default: what is not allowed is")]
    [TestCase("world: closed", "world: open", "9:5: spec.scope.resources is given, but in an open world nothing is judged that is")]
    [TestCase("world: closed", "wolrd: open", "7:5: spec.scope has the unknown field \"wolrd\"; did you mean world?")]
    [TestCase("- {resource: secrets, names: [token], verbs: [get]}", "- {resource: \"*\", verbs: [get]}",
        "18:18: spec.consumers[0].deny[0].resource is a wildcard; name each resource, or put \"*\" into scope.resources, where")]
    [TestCase("- {resource: secrets, names: [token], verbs: [get]}", "- {resource: deployments, verbs: [delete]}",
        "18:18: \"deployments\" is nothing that the core group has; write {resource: deployments, apiGroup: apps}")]
    [TestCase("- {resource: secrets, names: [token], verbs: [get]}", "- {resource: deployments, apiGroup: apps, verbs: [\"*\"]}",
        "18:7: denies deployments, of which access.yaml:16 allows the same already; remove one of the two, or narrow it by names, verbs")]
    [TestCase("deny:\n    - {resource: pods/exec, verbs: [\"*\"]}", "deny: []",
        "20:5: spec.consumers[1] has no allow; list what it may do",
        "22:11: spec.consumers[1].deny is empty; list what it must not do, or leave it out")]
    public void It_is_refused_with_its_place(string old, string replacement, params string[] complaints) =>
        Complaints(PolicyText.SentencesWith(old, replacement)).ShouldAllMatch(complaints);

    [Test]
    public void A_policy_that_judges_nothing_is_refused() => Complaints("""
        apiVersion: harness/v1
        kind: AccessPolicy
        metadata: {name: nothing}
        spec:
          scope: {namespaces: [team], world: open}
          consumers: []
        """).ShouldAllMatch(["1:1: the world is open and nobody is listed, so nothing would be judged; list consumers with what they may"]);

    private static IReadOnlyList<string> Complaints(string text) =>
        [.. Refusal.Of(() => AccessPolicyReader.Parse("access.yaml", text)).Select(line => line["access.yaml:".Length..])];
}
