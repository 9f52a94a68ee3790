namespace Harness.Proxying;

/// <summary>What the API server decided about one call.</summary>
public enum VerdictKind
{
    /// <summary>The authorizer let the call through, whatever was answered behind it.</summary>
    Allowed,

    /// <summary>
    /// The API server refused the call: its authorizer with 403 and the reason <c>Forbidden</c>, or its admission
    /// (<see cref="CallEvidence.IsRefusedByAdmission"/>).
    /// </summary>
    Forbidden,

    /// <summary>The API server did not accept the caller's identity: 401 with reason <c>Unauthorized</c>.</summary>
    Unauthenticated,

    /// <summary>Nothing was decided: the server could not be reached, or failed by itself. Never a denial.</summary>
    Failed,
}

/// <summary>A decision together with what it was read from. A denial is a value here, never an exception.</summary>
/// <param name="Kind">The decision.</param>
/// <param name="Evidence">The call and its answer.</param>
public sealed record Verdict(VerdictKind Kind, CallEvidence Evidence)
{
    /// <summary>Whether the authorizer let the call through.</summary>
    public bool IsAllowed => Kind == VerdictKind.Allowed;

    /// <summary>The decision and its evidence in one line.</summary>
    public override string ToString() => $"{Kind}: {Evidence}";
}
