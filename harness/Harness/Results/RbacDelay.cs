namespace Harness.Results;

/// <summary>What was changed.</summary>
public enum RbacChange
{
    /// <summary>A RoleBinding was made: awaited is the first call that is allowed.</summary>
    Grant,

    /// <summary>The RoleBinding was removed: awaited is the first 403.</summary>
    Revocation,
}

/// <summary>How soon a change of RBAC was in effect.</summary>
/// <param name="Change">What was changed.</param>
/// <param name="Size">RoleBindings in the namespace at the time.</param>
/// <param name="Milliseconds">From the API server's answer to the change, to the first call in which it was seen; null for none.</param>
/// <param name="AtOnce">How often the very first call saw it: what was measured then is one call.</param>
/// <param name="CallMilliseconds">Median time of the calls that did not see it yet, the resolution; null where there were none.</param>
/// <param name="Rounds">Every repetition.</param>
public sealed record RbacDelay(
    RbacChange Change, int Size, LatencyFigures? Milliseconds, int AtOnce, double? CallMilliseconds,
    IReadOnlyList<RbacDelayRound> Rounds);

/// <summary>One repetition.</summary>
/// <param name="Milliseconds">Until the change was seen; null where it was not in time.</param>
/// <param name="Before">Calls that did not see it yet.</param>
/// <param name="CallMilliseconds">Mean time of those; null where there were none.</param>
/// <param name="Errors">Calls that were answered by neither, by what came back.</param>
public sealed record RbacDelayRound(double? Milliseconds, int Before, double? CallMilliseconds, IReadOnlyDictionary<string, long> Errors);
