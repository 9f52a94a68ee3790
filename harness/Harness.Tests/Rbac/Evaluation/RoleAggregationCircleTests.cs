using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;

namespace Harness.Tests.Rbac.Evaluation;

/// <summary>Roles that aggregate each other: the controller never drops the rules that they were written with.</summary>
internal sealed class RoleAggregationCircleTests
{
    private static readonly RbacRule Written = new([""], ["services/proxy"], [], ["get"]);

    [Test]
    public void What_is_written_into_a_circle_all_in_it_may_have()
    {
        RbacRole[] roles = [Aggregating("a", into: "b", Written), Aggregating("b", into: "c"), Aggregating("c", into: "a")];

        foreach (var role in roles)
            RulesOf(role, roles).ShouldBe([Written], role.Name);
    }

    [Test]
    public void What_takes_over_a_circle_has_its_rules_too()
    {
        RbacRole outside = Aggregating("d", into: "nothing"), b = Aggregating("b", into: "a");
        var a = Aggregating("a", into: "b", Written);
        a = a with { Labels = new Dictionary<string, string>(a.Labels) { ["into-d"] = "yes" } };

        RulesOf(outside, [a, b, outside]).ShouldBe([Written]);
    }

    [Test]
    public void What_is_written_into_a_role_that_aggregates_others_is_replaced()
    {
        RbacRole[] roles = [Aggregating("a", into: "b", Written), Aggregating("b", into: "nothing")];

        foreach (var role in roles)
            RulesOf(role, roles).ShouldBeEmpty(role.Name);
    }

    [Test]
    public void A_role_that_selects_itself_is_in_no_circle()
    {
        var own = Aggregating("a", into: "a", Written);

        RulesOf(own, [own]).ShouldBeEmpty();
    }

    private static IEnumerable<RbacRule> RulesOf(RbacRole role, IReadOnlyList<RbacRole> all) =>
        new RoleAggregation(all).SourcesOf(role).SelectMany(source => source.Rules);

    private static RbacRole Aggregating(string name, string into, params RbacRule[] rules) => new(null, name, rules)
    {
        Labels = new Dictionary<string, string> { [$"into-{into}"] = "yes" },
        Aggregates = [new LabelSelector(new Dictionary<string, string> { [$"into-{name}"] = "yes" }, [])],
    };
}
