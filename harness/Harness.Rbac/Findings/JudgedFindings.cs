using Harness.Rbac.Analysis;
using Harness.Rbac.Policies;

namespace Harness.Rbac.Findings;

/// <summary>
/// Which kinds of findings are looked for: in an open world none that is about access which nobody listed, and where the proxies are not
/// judged none that is about ways around them. Rules that do nothing, and what the policy itself says, are told of always.
/// </summary>
internal static class JudgedFindings
{
    /// <summary>Of access that somebody has: every closed world is broken by it.</summary>
    private static readonly string[] OfAccess =
        ["HR1", "HR301", "HR302", "HR303", "HR304", "HR305", "HR4", "HR5", "HR601", "HR602", "HR603", "HR701"];

    /// <summary>Of those, what opens a proxy, or is as good as one.</summary>
    private static readonly string[] OfProxies = ["HR101", "HR106", "HR4", "HR601", "HR603"];

    /// <summary>Whether a kind is looked for.</summary>
    public static bool AreLookedFor(this AnalysedRbac rbac, FindingRule kind)
    {
        if (rbac.Scope is not { } scope)
            return true;
        if (scope.World == PolicyWorld.Open)
            return !IsAmong(OfAccess, kind);
        return scope.JudgesAny("", ProxyAccess.Services) || !IsAmong(OfProxies, kind);
    }

    private static bool IsAmong(string[] families, FindingRule kind) =>
        Array.Exists(families, family => kind.Id.StartsWith(family, StringComparison.Ordinal));
}
