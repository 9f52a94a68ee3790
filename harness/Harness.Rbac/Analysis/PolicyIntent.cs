using Harness.Rbac.Objects;
using Harness.Rbac.Policies;

namespace Harness.Rbac.Analysis;

/// <summary>
/// What a rule was probably intended to say, going by the policy and by who it is bound to: for fixes that can be copied.
/// </summary>
internal static class PolicyIntent
{
    /// <summary>Whether the policy allows all that a rule on proxies opens, to everybody who has it.</summary>
    public static bool IsWithinPolicy(this AnalysedRbac rbac, WrittenRule written) =>
        rbac.Policy is not null && written.Grants.Count > 0 && written.Rule.Resources.All(ProxyAccess.All.Contains)
        && written.Grants.All(grant => !rbac.Beyond(grant, written.Rule).Any());

    /// <summary>
    /// The rule on services/proxy that the policy calls for: by what it allows the subjects of the grants, else any consumer.
    /// </summary>
    public static RbacRule IntendedRule(this AnalysedRbac rbac, IReadOnlyList<SubjectGrant> grants)
    {
        var allowed = Allowed(rbac, grants).Where(one => one is { Resource: ProxyAccess.Services, Names.Count: > 0 }).ToList();
        return allowed.Count == 0
            ? Rule(["SERVICE"], ["get"])
            : Rule(allowed.SelectMany(one => one.Names), allowed.SelectMany(one => one.Verbs));
    }

    /// <summary>
    /// The other way to fix a finding about a subject: to accept its access. Not for consumers, whose access the policy lists, nor for
    /// everybody.
    /// </summary>
    public static string OrIgnore(this AnalysedRbac rbac, params IReadOnlyList<RbacSubject> subjects) =>
        rbac.Policy is null || subjects.Any(subject => rbac.Reach.IsConsumer(subject) || SubjectIdentity.IsEverybody(subject))
            ? ""
            : $", or add to the policy's ignore: {string.Join(", ", subjects.Select(RuleText.Ignore).Distinct())}";

    private static IEnumerable<PolicyAllowance> Allowed(AnalysedRbac rbac, IReadOnlyList<SubjectGrant> grants)
    {
        var own = grants.SelectMany(grant => rbac.NamespacesOf(grant)
            .SelectMany(ns => rbac.Reach.AllowancesOf(grant.Subject, ns))).ToList();
        return own.Count > 0 ? own : (rbac.Policy?.Consumers ?? []).SelectMany(consumer => consumer.Allow);
    }

    private static RbacRule Rule(IEnumerable<string> names, IEnumerable<string> verbs) =>
        new([""], [ProxyAccess.Services], [.. names.Distinct()], [.. verbs.Distinct()]);
}
