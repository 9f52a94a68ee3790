namespace Harness.Rbac.Findings;

/// <summary>The catalogue of findings. Ids are stable: an id is never reused. docs/findings.md lists them.</summary>
public static class FindingRules
{
    /// <summary>How everything is found in RBAC, in the order of the ids.</summary>
    internal static IReadOnlyList<Detector> Detectors { get; } =
    [
        .. BroadRules.Detectors, .. DeadResources.Detectors, .. DeadVerbs.Detectors, .. ServiceNames.Detectors, .. Subjects.Detectors,
        .. Detours.Detectors, .. Escalation.Detectors, .. ClusterDoors.Detectors, .. AccountDoors.Detectors, .. WideBindings.Detectors,
        .. DanglingBindings.Detectors, .. PolicyFindings.Detectors,
    ];

    /// <summary>Every kind with its general remedy, in the order of the ids.</summary>
    internal static IReadOnlyList<(FindingRule Rule, string Remedy)> Remedies { get; } =
        [.. Detectors.Select(detector => (detector.Rule, detector.Remedy)), .. Suppressions.Kinds];

    /// <summary>Every kind of finding, in the order of the ids.</summary>
    public static IReadOnlyList<FindingRule> All { get; } = [.. Remedies.Select(one => one.Rule)];
}
