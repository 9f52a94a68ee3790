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
    /// The same for one rule and no more than it names: null where the policy allows those who have it nothing of that, so that the rule
    /// was not meant for services that others may call.
    /// </summary>
    public static RbacRule? IntendedOf(this AnalysedRbac rbac, WrittenRule written)
    {
        var rule = written.Rule;
        if (!rule.Resources.Any(resource => resource is "services" or ProxyAccess.Services))
            return null;
        if (rbac.Policy is null)
            return Rule(rule.ResourceNames, ["get"]);
        var meant = rule.ResourceNames.Select(name => ProxyName.Parse(name)?.Service ?? name).ToHashSet();
        var allowed = (written.Grants.Count > 0 ? OwnAllowances(rbac, written.Grants) : Allowed(rbac, []))
            .Where(one => one.Resource == ProxyAccess.Services)
            .Select(one => (one.Verbs, Names: one.Names.Where(name => meant.Count == 0 || meant.Contains(ProxyName.Parse(name)!.Service))))
            .Where(one => one.Names.Any()).ToList();
        return allowed.Count == 0 ? null : Rule(allowed.SelectMany(one => one.Names), allowed.SelectMany(one => one.Verbs));
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
        var own = OwnAllowances(rbac, grants).ToList();
        return own.Count > 0 ? own : (rbac.Policy?.Consumers ?? []).SelectMany(consumer => consumer.Allow);
    }

    private static IEnumerable<PolicyAllowance> OwnAllowances(AnalysedRbac rbac, IReadOnlyList<SubjectGrant> grants) =>
        grants.SelectMany(grant => rbac.NamespacesOf(grant).SelectMany(ns => rbac.Reach.AllowancesOf(grant.Subject, ns)));

    private static RbacRule Rule(IEnumerable<string> names, IEnumerable<string> verbs) =>
        new([""], [ProxyAccess.Services], [.. names.Distinct()], [.. verbs.Distinct()]);
}
