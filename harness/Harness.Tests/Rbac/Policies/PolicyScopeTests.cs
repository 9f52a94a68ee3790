using Harness.Rbac.Objects;
using Harness.Rbac.Policies;

namespace Harness.Tests.Rbac.Policies;

internal sealed class PolicyScopeTests
{
    private static readonly AccessPolicy Sentences = AccessPolicyReader.Parse("access.yaml", PolicyText.Sentences);

    [Test]
    public void Its_resources_are_read_with_group_and_verbs()
    {
        Sentences.Scope.World.ShouldBe(PolicyWorld.Closed);
        Sentences.Scope.Resources.Select(one => one.ToString())
            .ShouldBe(["pods/exec", "deployments.apps (create, delete)", "gadgets.example.com"]);
        Sentences.Consumers[0].Deny[0].Names.ShouldBe(["token"]);
        Sentences.Consumers[1].Allow.ShouldBeEmpty();
    }

    [Test]
    public void Without_any_it_is_about_the_proxies() =>
        AccessPolicyReader.Parse("access.yaml", PolicyText.Good).Scope.ShouldBeSameAs(PolicyScope.Proxies);

    [TestCase("team", "", "pods/exec", "create", true)]
    [TestCase("team", "", "pods", "create", false)]
    [TestCase("team", "apps", "deployments", "create", true)]
    [TestCase("team", "apps", "deployments", "get", false)]
    [TestCase("team", "", "deployments", "create", false)]
    [TestCase("team", "example.com", "gadgets", "ponder", true)]
    [TestCase("team", "", "services/proxy", "get", false)]
    public void It_judges_what_it_lists(string ns, string group, string resource, string verb, bool isJudged) =>
        Sentences.Scope.Judges(new AccessQuestion(ns, group, resource, "", verb)).ShouldBe(isJudged);

    [TestCase("team", "example.com", "gadgets", true)]
    [TestCase("", "", "nodes/proxy", true)]
    [TestCase("", "", "nodes", false)]
    public void Everything_is_what_is_in_a_namespace_and_what_leads_into_all(string ns, string group, string resource, bool isJudged) =>
        new PolicyScope(PolicyWorld.Closed, [new ScopeResource("*", "*", [])]).Judges(new AccessQuestion(ns, group, resource, "", "get"))
            .ShouldBe(isJudged);

    [Test]
    public void An_open_world_judges_nothing_by_itself() =>
        PolicyScope.Open.Judges(new AccessQuestion("team", "", "services/proxy", "web", "get")).ShouldBeFalse();
}
