namespace Harness.Rbac.Objects;

/// <summary>Whether rules give what others give, however they are written: in another order, split up, or put together.</summary>
internal static class RuleCoverage
{
    /// <summary>Whether rules give together whatever one gives.</summary>
    public static bool IsCovered(RbacRule rule, IReadOnlyList<RbacRule> by) =>
        Parts(rule).All(part => by.Any(known => Covers(known, part)));

    /// <summary>Whether rules give together what others give together, and no more.</summary>
    public static bool AreSame(IReadOnlyList<RbacRule> rules, IReadOnlyList<RbacRule> others) =>
        rules.All(rule => IsCovered(rule, others)) && others.All(rule => IsCovered(rule, rules));

    /// <summary>A rule as rules of one word each, so that it is found in several others together.</summary>
    private static IEnumerable<RbacRule> Parts(RbacRule rule)
    {
        string?[] names = rule.ResourceNames.Count == 0 ? [null] : [.. rule.ResourceNames];
        return (from verb in rule.Verbs
                from resource in rule.Resources
                from apiGroup in rule.ApiGroups
                from name in names
                select new RbacRule([apiGroup], [resource], name is null ? [] : [name], [verb]))
            .Concat(from verb in rule.Verbs
                    from path in rule.NonResourceUrls
                    select new RbacRule([], [], [], [verb]) { NonResourceUrls = [path] });
    }

    /// <summary>A star among names is a name like any other, and no wildcard.</summary>
    private static bool Covers(RbacRule known, RbacRule part) =>
        Has(known.Verbs, part.Verbs) && Has(known.Resources, part.Resources) && Has(known.ApiGroups, part.ApiGroups)
        && Has(known.NonResourceUrls, part.NonResourceUrls)
        && (known.ResourceNames.Count == 0 || (part.ResourceNames.Count > 0 && part.ResourceNames.All(known.ResourceNames.Contains)));

    private static bool Has(IReadOnlyList<string> known, IReadOnlyList<string> words) =>
        words.All(word => known.Contains(word) || known.Contains("*"));
}
