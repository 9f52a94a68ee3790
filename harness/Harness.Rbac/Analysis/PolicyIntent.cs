using Harness.Rbac.Evaluation;
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
    /// The rules on services/proxy that the policy calls for, as they are generated: by what it allows the subjects of the grants, else any
    /// consumer.
    /// </summary>
    public static IReadOnlyList<RbacRule> IntendedRules(this AnalysedRbac rbac, IReadOnlyList<SubjectGrant> grants)
    {
        var allowed = Allowed(rbac, grants).Where(one => one is { Resource: ProxyAccess.Services, Names.Count: > 0 }).ToList();
        return allowed.Count == 0 ? [Rule(["SERVICE"], ["get"])] : [.. AllowanceRules.Of(allowed)];
    }

    /// <summary>
    /// What a rule that opens too much is to be replaced by, as the end of a sentence: by all that a policy of sentences allows those who
    /// have it, else by the services that it allows.
    /// </summary>
    public static string Instead(this AnalysedRbac rbac, IReadOnlyList<SubjectGrant> grants)
    {
        if (rbac.Whole?.HasSentences != true)
            return $", for services through the proxy: {RuleText.Of(rbac.IntendedRules(grants))}";
        var own = AllowanceRules.Of(OwnAllowances(rbac, grants).Distinct()).ToList();
        return own.Count == 0 ? "" : $": {RuleText.Of(own)}";
    }

    /// <summary>The names that a rule has to list; null where no one list is right for each of its verbs: write rules then.</summary>
    public static IReadOnlyList<string>? IntendedNames(this AnalysedRbac rbac, WrittenRule written)
    {
        var rules = rbac.IntendedRules(written.Grants);
        var verbs = written.Rule.Verbs.Contains("*") ? rules.SelectMany(rule => rule.Verbs) : written.Rule.Verbs;
        return OneOf(
            verbs.Select(verb => rules.Where(rule => rule.HasVerb(verb)).SelectMany(rule => rule.ResourceNames)),
            rules.SelectMany(rule => rule.ResourceNames));
    }

    /// <summary>The verbs that a rule has to list; null where no one list is right for each of its names: write rules then.</summary>
    public static IReadOnlyList<string>? IntendedVerbs(this AnalysedRbac rbac, WrittenRule written)
    {
        var rules = rbac.IntendedRules(written.Grants);
        var names = written.Rule.ResourceNames.Count == 0 ? rules.SelectMany(rule => rule.ResourceNames) : written.Rule.ResourceNames;
        return OneOf(
            names.Select(name => rules.Where(rule => rule.ResourceNames.Contains(name)).SelectMany(rule => rule.Verbs)),
            rules.SelectMany(rule => rule.Verbs));
    }

    /// <summary>
    /// The same for one rule and no more than it names: none where the policy allows those who have it nothing of that, so that the rule
    /// was not meant for services that others may call.
    /// </summary>
    public static IReadOnlyList<RbacRule> IntendedOf(this AnalysedRbac rbac, WrittenRule written)
    {
        var rule = written.Rule;
        if (!rule.Resources.Any(resource => resource is "services" or ProxyAccess.Services))
            return [];
        if (rbac.Policy is null)
            return [Rule(rule.ResourceNames, ["get"])];
        var meant = rule.ResourceNames.Select(name => ProxyName.Parse(name)?.Service ?? name).ToHashSet();
        return
        [
            .. AllowanceRules.Of((written.Grants.Count > 0 ? OwnAllowances(rbac, written.Grants) : Allowed(rbac, []))
                .Where(one => one.Resource == ProxyAccess.Services)
                .Select(one => one with { Names = [.. one.Names.Where(name => IsMeant(meant, name))] })
                .Where(one => one.Names.Count > 0)),
        ];
    }

    /// <summary>What to do about a rule in the scope whose holders are all strangers to the policy; null where one is not.</summary>
    public static string? RemovalOf(this AnalysedRbac rbac, WrittenRule written)
    {
        var grants = written.Grants;
        if (grants.Count == 0 || grants.Any(grant => rbac.NamespacesOf(grant).Count == 0) || OwnAllowances(rbac, grants).Any())
            return null;
        var subjects = grants.Select(grant => grant.Subject).Distinct().ToList();
        var bindings = grants.Select(grant => grant.Binding.ToString()).Distinct().ToList();
        return subjects.Count > 3 || bindings.Count > 3
            ? "remove its subjects, of whom the policy allows none this, from the bindings"
            : $"remove {RuleText.Words(subjects.Select(subject => subject.ToString()))} from {RuleText.Words(bindings)}"
                + rbac.OrIgnore(subjects);
    }

    /// <summary>
    /// The other way to fix a finding about a subject: to accept its access. Not for consumers, whose access the policy lists, nor for
    /// everybody.
    /// </summary>
    public static string OrIgnore(this AnalysedRbac rbac, params IReadOnlyList<RbacSubject> subjects) =>
        rbac.Policy is null || subjects.Any(subject => rbac.Reach.IsConsumer(subject) || SubjectIdentity.IsEverybody(subject))
            ? ""
            : $", or add to the policy's ignore: {string.Join(", ", subjects.Select(RuleText.Ignore).Distinct())}";

    private static bool IsMeant(HashSet<string> services, string name) =>
        services.Count == 0 || services.Contains(ProxyName.Parse(name)!.Service);

    /// <summary>The list that all of them are, but for those that are empty; null where they differ.</summary>
    private static List<string>? OneOf(IEnumerable<IEnumerable<string>> lists, IEnumerable<string> whole)
    {
        var all = lists.Select(list => list.Distinct().ToList()).Where(list => list.Count > 0).ToList();
        return all.Count == 0 ? [.. whole.Distinct()] : all.TrueForAll(list => list.ToHashSet().SetEquals(all[0])) ? all[0] : null;
    }

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
