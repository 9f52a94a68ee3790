using Harness.Rbac.Evaluation;

namespace Harness.Rbac.Analysis;

/// <summary>Access that matters, that a grant gives and the policy does not list.</summary>
/// <param name="Rule">The rule that gives it.</param>
/// <param name="Resource">Resource with its sub-resource.</param>
/// <param name="Verbs">Verbs; <c>*</c> for all.</param>
internal sealed record UnlistedAccess(EffectiveRule Rule, string Resource, IReadOnlyList<string> Verbs)
{
    /// <summary>Everything of some kind that a grant gives beyond the policy.</summary>
    public static IReadOnlyList<UnlistedAccess> Of(AnalysedRbac rbac, SubjectGrant grant, IReadOnlyList<SensitiveAccess> kinds) =>
        kinds.Count == 0 ? [] : [.. from rule in grant.Role.Rules
            from kind in kinds
            let verbs = kind.VerbsOf(rule.Rule).Where(verb => !IsAllowed(rbac, grant, kind, rule, verb)).ToList()
            where verbs.Count > 0
            select new UnlistedAccess(rule, kind.Resource, verbs)];

    /// <summary>Several in a sentence: <c>create/patch pods and deployments, patch services</c>.</summary>
    public static string Text(IEnumerable<UnlistedAccess> several) => string.Join(", ",
        from one in several
        group one.Verbs by one.Resource into verbs
        let all = verbs.SelectMany(verb => verb).Distinct().ToList()
        let how = all.Contains("*") ? "do anything to" : string.Join('/', all)
        group verbs.Key by how into resources
        select $"{resources.Key} {RuleText.Words(resources)}");

    private static bool IsAllowed(AnalysedRbac rbac, SubjectGrant grant, SensitiveAccess kind, EffectiveRule rule, string verb) =>
        rbac.NamespacesOf(grant) is { Count: > 0 } all && all.All(ns =>
            (rule.Rule.ResourceNames.Count == 0 ? [""] : rule.Rule.ResourceNames)
                .All(name => rbac.Reach.AllowanceOf(grant.Subject, ns, kind.ApiGroup, kind.Resource, name, verb) is not null));
}
