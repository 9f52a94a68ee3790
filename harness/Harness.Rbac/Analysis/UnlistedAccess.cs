using Harness.Rbac.Evaluation;

namespace Harness.Rbac.Analysis;

/// <summary>Access that matters, that a grant gives and the policy does not list.</summary>
/// <param name="Rule">The rule that gives it.</param>
/// <param name="Resource">Resource with its sub-resource.</param>
/// <param name="Verbs">Verbs; <c>*</c> for all.</param>
internal sealed record UnlistedAccess(EffectiveRule Rule, string Resource, IReadOnlyList<string> Verbs)
{
    /// <summary>Whether it is of what is in no namespace.</summary>
    public bool IsOfCluster { get; init; }

    /// <summary>Everything of some kind that a grant gives beyond the policy.</summary>
    /// <remarks>By loops: it is asked for every grant, and most give nothing of the kind.</remarks>
    public static IReadOnlyList<UnlistedAccess> Of(AnalysedRbac rbac, SubjectGrant grant, IReadOnlyList<SensitiveAccess> kinds)
    {
        List<UnlistedAccess>? found = null;
        foreach (var rule in grant.Role.Rules)
        {
            foreach (var kind in kinds)
            {
                if (!kind.IsIn(rule.Rule))
                    continue;
                var verbs = kind.VerbsOf(rule.Rule).Where(verb => !IsAllowed(rbac, grant, kind, rule, verb)).ToList();
                if (verbs.Count > 0)
                    (found ??= []).Add(new UnlistedAccess(rule, kind.Resource, verbs) { IsOfCluster = !kind.HoldsInNamespace });
            }
        }

        return found ?? [];
    }

    /// <summary>Several in a sentence: <c>create/patch pods and deployments, patch services</c>.</summary>
    public static string Text(IEnumerable<UnlistedAccess> several) => string.Join(", ",
        from one in several
        group one.Verbs by one.Resource into verbs
        let all = verbs.SelectMany(verb => verb).Distinct().ToList()
        let how = all.Contains("*") ? "do anything to" : string.Join('/', all)
        group verbs.Key by how into resources
        select $"{resources.Key} {RuleText.Words(resources)}");

    /// <summary>The same with where it holds; what is in no namespace is not said to be in every one.</summary>
    /// <param name="several">The access.</param>
    /// <param name="where">What follows on the resources: names and namespaces, with a space before them.</param>
    /// <param name="anywhere">What follows on those that are in no namespace.</param>
    public static string Text(IReadOnlyList<UnlistedAccess> several, string where, string anywhere)
    {
        var parts = several.ToLookup(one => one.IsOfCluster);
        return RuleText.Words(new[] { Text(parts[false]) + where, Text(parts[true]) + anywhere }.Where((_, i) => parts[i == 1].Any()));
    }

    private static bool IsAllowed(AnalysedRbac rbac, SubjectGrant grant, SensitiveAccess kind, EffectiveRule rule, string verb) =>
        rbac.NamespacesOf(grant) is { Count: > 0 } all && all.All(ns =>
            (rule.Rule.ResourceNames.Count == 0 ? [""] : rule.Rule.ResourceNames)
                .All(name => rbac.Reach.AllowanceOf(grant.Subject, ns, kind.ApiGroup, kind.Resource, name, verb) is not null));
}
