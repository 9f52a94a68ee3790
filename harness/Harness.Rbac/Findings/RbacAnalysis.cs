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
        Analyse(new AnalysedRbac(rbac, policy), today);

    /// <summary>The same, of what was analysed for other purposes already.</summary>
    internal static IReadOnlyList<Finding> Analyse(AnalysedRbac rbac, DateOnly today)
    {
        var found = FindingRules.Detectors.SelectMany(detector => detector.Run(rbac)).ToList();
        return [.. Suppressions.Apply(found, rbac.Policy?.Suppressions ?? [], today)
            .OrderBy(finding => finding.Rule.Id, StringComparer.Ordinal)
            .ThenBy(finding => finding.Location?.File, StringComparer.Ordinal)
            .ThenBy(finding => finding.Location?.Line)
            .ThenBy(finding => finding.On, StringComparer.Ordinal)
            .ThenBy(finding => finding.Message, StringComparer.Ordinal)];
    }
}
