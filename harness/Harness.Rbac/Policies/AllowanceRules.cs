using Harness.Rbac.Objects;

namespace Harness.Rbac.Policies;

/// <summary>What a policy allows as rules of a Role, none of which gives more.</summary>
internal static class AllowanceRules
{
    /// <summary>Names that go with the same verbs are put into one rule; names with others never are.</summary>
    public static IEnumerable<RbacRule> Of(IEnumerable<PolicyAllowance> allowed) =>
        from one in allowed
        group one by (one.ApiGroup, one.Resource, HasNames: one.Names.Count > 0, Verbs: string.Join(',', one.Verbs)) into same
        select new RbacRule(
            [same.Key.ApiGroup], [same.Key.Resource], [.. same.SelectMany(one => one.Names).Distinct()], same.First().Verbs);
}
