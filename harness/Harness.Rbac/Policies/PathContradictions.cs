using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Policies;

/// <summary>
/// What a consumer cannot be allowed by path. RBAC knows methods and no paths, admission paths and no methods: what both let through is
/// each allowed method on each allowed path of a name, so a policy may not say less.
/// </summary>
internal static class PathContradictions
{
    private const string ServicesProxy = "services/proxy";
    private const int Longest = 80_000;
    private const int Quotes = 4;

    /// <summary>Finds them, also where a consumer's entries are of several policies.</summary>
    public static void Find(IReadOnlyList<PolicyConsumer> consumers, InputProblems problems)
    {
        foreach (var consumer in consumers.Where(one => one.Allow.Any(allowance => allowance.Paths.Count > 0)))
        {
            var proxied = consumer.Allow.Where(one => one is { ApiGroup: "", Resource: ServicesProxy }).ToList();
            FindTooLong(proxied, problems);
            foreach (var (guarded, other) in from guarded in proxied
                                             where guarded.Paths.Count > 0
                                             from other in proxied
                                             where other != guarded && other.Namespaces.Intersect(guarded.Namespaces).Any()
                                             select (guarded, other))
            {
                if (other.Paths.Count == 0)
                    FindFree(guarded, other, problems);
                else if (IsAfter(other, guarded))
                    FindCrossed(guarded, other, problems);
            }
        }
    }

    /// <summary>An API server takes expressions of at most 100,000 characters (CEL's own limit for what it parses).</summary>
    private static void FindTooLong(List<PolicyAllowance> proxied, InputProblems problems)
    {
        var length = proxied.Sum(one => (long)one.Names.Count * one.Paths.Sum(path => path.Length + Quotes));
        if (length > Longest)
        {
            problems.Add(proxied[0].Location, FormattableString.Invariant(
                $"has paths of {length:N0} characters in all, and an admission policy has room for {Longest:N0}: allow prefixes (/x/*)"));
        }
    }

    private static void FindFree(PolicyAllowance guarded, PolicyAllowance free, InputProblems problems)
    {
        var services = guarded.Names.Select(ServiceOf).Distinct().ToList();
        var same = free.Names.Count == 0 ? services : [.. free.Names.Select(ServiceOf).Intersect(services)];
        if (same.Count > 0)
        {
            problems.Add(free.Location, $"allows {Quoted.Of(same[0])} without paths, and {guarded.Location} single paths of it: a service "
                + "is open by its paths or as a whole; give this entry paths as well ([/*] for nearly all), or take them away there");
        }
    }

    private static void FindCrossed(PolicyAllowance first, PolicyAllowance second, InputProblems problems)
    {
        if (first.Names.Intersect(second.Names).FirstOrDefault() is { } name
            && !first.Paths.ToHashSet().SetEquals(second.Paths) && !first.Verbs.ToHashSet().SetEquals(second.Verbs))
        {
            problems.Add(second.Location, $"allows {Quoted.Of(name)} other methods on other paths than {first.Location} does: admission "
                + "is not told the method, so each of them would be allowed on all these paths; give both the same methods or the same "
                + "paths");
        }
    }

    private static bool IsAfter(PolicyAllowance one, PolicyAllowance other) => (one.Location.File == other.Location.File)
        ? (one.Location.Line, one.Location.Column).CompareTo((other.Location.Line, other.Location.Column)) > 0
        : string.CompareOrdinal(one.Location.File, other.Location.File) > 0;

    private static string ServiceOf(string name) => ProxyName.Parse(name)?.Service ?? name;
}
