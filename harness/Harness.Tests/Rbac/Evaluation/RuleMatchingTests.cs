using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;

namespace Harness.Tests.Rbac.Evaluation;

internal sealed class RuleMatchingTests
{
    [TestCase("services/proxy", "services/proxy", true)]
    [TestCase("*", "services/proxy", true)]
    [TestCase("*/proxy", "services/proxy", true)]
    [TestCase("*/proxy", "proxy", false)]
    [TestCase("*/proxy", "services", false)]
    [TestCase("*/roxy", "services/proxy", false)]
    [TestCase("*/*", "services/proxy", false)]
    [TestCase("services/*", "services/proxy", false)]
    [TestCase("services", "services/proxy", false)]
    [TestCase("services/proxy", "services", false)]
    [TestCase("Services/proxy", "services/proxy", false)]
    public void A_resource_matches_as_the_authorizer_compares_it(string rule, string asked, bool matches) =>
        new RbacRule([""], ["nodes", rule], [], ["get"]).HasResource(asked).ShouldBe(matches);

    [TestCase("*", "", true)]
    [TestCase("*", "get", true)]
    [TestCase("get", "", false)]
    [TestCase("get", "GET", false)]
    public void The_empty_verb_is_only_among_all(string rule, string asked, bool matches) =>
        new RbacRule([""], ["pods"], [], [rule]).HasVerb(asked).ShouldBe(matches);

    [Test]
    public void A_star_is_no_wildcard_among_names() => new RbacRule([""], ["pods"], ["*"], ["get"]).HasName("hello").ShouldBeFalse();

    [Test]
    public void Empty_lists_match_nothing_but_empty_names_match_all()
    {
        var empty = new RbacRule([], [], [], []);

        (empty.HasGroup(""), empty.HasResource("pods"), empty.HasVerb("get"), empty.HasPath("/")).ShouldBe((false, false, false, false));
        empty.HasName("").ShouldBeTrue();
    }
}
