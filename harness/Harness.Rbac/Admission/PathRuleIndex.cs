namespace Harness.Rbac.Admission;

/// <summary>Path rules by whom and where they are about, so that a caller's are found without looking at all others'.</summary>
/// <param name="rules">The rules.</param>
internal sealed class PathRuleIndex(IEnumerable<PathRule> rules)
{
    private readonly ILookup<(string Namespace, bool IsGroup, string? Name), (int Place, PathRule Rule)> _rules = rules
        .Select((rule, place) => (place, rule))
        .ToLookup(one => (one.rule.Namespace, one.rule.Group is not null, one.rule.Group ?? one.rule.User));

    /// <summary>The rules of which <see cref="PathRule.IsAbout"/> is true, in their order.</summary>
    public IReadOnlyList<PathRule> About(string user, IEnumerable<string> groups, string ns) =>
    [
        .. groups.Distinct().SelectMany(group => _rules[(ns, true, group)]).Concat(_rules[(ns, false, user)])
            .OrderBy(one => one.Place).Select(one => one.Rule),
    ];
}
