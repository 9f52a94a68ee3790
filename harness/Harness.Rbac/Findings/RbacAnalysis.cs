using Harness.Rbac.Analysis;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Policies;

namespace Harness.Rbac.Findings;

/// <summary>Looks for what is wrong with RBAC, by itself and against an access policy.</summary>
public static class RbacAnalysis
{
    /// <summary>
    /// Everything that is found: with a policy in its namespaces, without what the policy ignores; without one everywhere. What Kubernetes
    /// grants to its own components is passed over (<see cref="KubernetesOwn"/>).
    /// </summary>
    /// <param name="rbac">RBAC as it stands.</param>
    /// <param name="policy">What is allowed; null when nothing is said.</param>
    /// <param name="today">The day it is, for suppressions.</param>
    /// <returns>Findings in the order of rule, place and object; those that the policy accepts are marked.</returns>
    public static IReadOnlyList<Finding> Analyse(IndexedRbac rbac, AccessPolicy? policy, DateOnly today) =>
        Analyse(AnalysedRbac.For(policy, rbac), today);

    /// <summary>The same, of what was analysed for other purposes already: a snapshot, by each part of the policy.</summary>
    internal static IReadOnlyList<Finding> Analyse(IReadOnlyList<AnalysedRbac> parts, DateOnly today) =>
        [.. Once(parts.SelectMany(rbac => Analyse(rbac, today)))
            .OrderBy(finding => finding.Rule.Id, StringComparer.Ordinal)
            .ThenBy(finding => finding.Location?.File, StringComparer.Ordinal)
            .ThenBy(finding => finding.Location?.Line)
            .ThenBy(finding => finding.On, StringComparer.Ordinal)
            .ThenBy(finding => finding.Message, StringComparer.Ordinal)];

    /// <summary>
    /// What was found several times, by several policies or in files and on the cluster, is told once; it is accepted only if it is
    /// accepted each time.
    /// </summary>
    internal static IEnumerable<Finding> Once(IEnumerable<Finding> findings) =>
        from finding in findings
        group finding by (finding.Rule.Id, finding.On, finding.Message) into same
        select same.FirstOrDefault(one => one.SuppressedBy is null) ?? same.First();

    private static IEnumerable<Finding> Analyse(AnalysedRbac rbac, DateOnly today)
    {
        var found = new List<Finding>[FindingRules.Detectors.Count];
        Parallel.For(0, found.Length, i => found[i] = [.. FindingRules.Detectors[i].Run(rbac)]);
        return Suppressions.Apply([.. found.SelectMany(one => one)], rbac.Policy?.Suppressions ?? [], today,
            isMerged: rbac.Whole?.Parts.Count > 1);
    }
}
