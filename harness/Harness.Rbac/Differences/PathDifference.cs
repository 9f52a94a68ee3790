using Harness.Rbac.Admission;
using Harness.Rbac.Objects;
using Harness.Rbac.Questions;

namespace Harness.Rbac.Differences;

/// <summary>
/// Paths of services that callers gain from one side to another. Asked about is what the path rules of either side name, and where they
/// are not the same; what RBAC gives or takes as a whole is a difference by itself.
/// </summary>
/// <param name="before">One side.</param>
/// <param name="after">The other.</param>
internal sealed class PathDifference(PathAccess before, PathAccess after)
{
    /// <summary>Stands for every path that is not named.</summary>
    private const string EveryOther = "/*";

    private readonly HashSet<string> _notDecided = [];

    /// <summary>Why it is not known of some callers what they gain.</summary>
    public IReadOnlyCollection<string> NotDecided => _notDecided;

    /// <summary>What is gained.</summary>
    public IReadOnlyList<AccessChange> Gained() =>
    [
        .. from whose in before.Rules.Select(same => same.Key).Union(after.Rules.Select(same => same.Key))
               .OrderBy(one => $"{one.Caller} {one.Namespace}", StringComparer.Ordinal)
           where before.TextOf(whose) != after.TextOf(whose)
           from call in CallsOf([.. before.Rules[whose], .. after.Rules[whose]], whose.Namespace)
           from change in Gained(whose.Caller, call.Call, call.Paths)
           select change,
    ];

    private IEnumerable<AccessChange> Gained(RbacSubject caller, PermittedAction call, IReadOnlyList<string> paths)
    {
        foreach (var given in after.Given(caller, call))
        {
            var had = before.Gives(caller, given);
            var isAll = had && IsGained(caller, given with { ProxiedPath = EveryOther }, had);
            foreach (var path in isAll ? paths.Where(path => !CallPath.IsMeant(path, EveryOther)).Prepend(EveryOther) : paths)
            {
                var action = given with { ProxiedPath = path };
                if (IsGained(caller, action, had))
                    yield return new AccessChange(caller, action, after.By(caller, action));
            }
        }
    }

    private bool IsGained(RbacSubject caller, PermittedAction action, bool had)
    {
        var (now, then) = (after.Decide(caller, action), before.Decide(caller, action));
        if ((now.IsLetThrough is null ? now : had && then.IsLetThrough is null ? then : null) is { } unknown)
            _notDecided.Add($"which paths {caller} may call in namespace {action.Namespace}: {unknown.Why}");
        return now.IsLetThrough == true && (!had || then.IsLetThrough == false);
    }

    /// <summary>
    /// Names with the paths that rules have of them. A service's own name stands for its other spellings, and no name for all pods.
    /// </summary>
    private static IEnumerable<(PermittedAction Call, IReadOnlyList<string> Paths)> CallsOf(IReadOnlyList<PathRule> rules, string ns)
    {
        var paths = rules.SelectMany(rule => rule.Paths).ToLookup(one => one.Key, one => one.Value);
        foreach (var name in rules.SelectMany(rule => rule.Paths.Keys.Concat(rule.GuardedServices)).Distinct())
        {
            yield return (
                new PermittedAction(ns, "", PathRule.Services, name, ""),
                [.. paths[name].SelectMany(some => some).Distinct().Order(StringComparer.Ordinal)]);
        }

        yield return (new PermittedAction(ns, "", PathRule.Pods, null, ""), []);
    }
}
