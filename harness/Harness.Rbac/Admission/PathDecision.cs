namespace Harness.Rbac.Admission;

/// <summary>What admission makes of a call that RBAC allows.</summary>
/// <param name="IsLetThrough">Whether it is let through; null where that is not known.</param>
/// <param name="Why">By what, or why it is not known.</param>
public sealed record PathDecision(bool? IsLetThrough, string Why)
{
    /// <summary>Why a call is let through to which no admission policy has anything to say.</summary>
    public const string Unguarded = "no admission policy refuses any path of it";

    /// <summary>Whether nothing was found that has anything to do with such a call.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Why it is not known, where that can be mended.</summary>
    public PathDoubt Doubt { get; init; }
}

/// <summary>Reasons why it is not known what admission makes of a path, as far as something can be done about them.</summary>
public enum PathDoubt
{
    /// <summary>None of these.</summary>
    None,

    /// <summary>The Kubernetes is too old for admission policies.</summary>
    NoPolicies,

    /// <summary>A policy with a name that <c>generate</c> gives, or its binding, is not what it writes today.</summary>
    NotAsGenerated,
}
