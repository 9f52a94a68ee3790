namespace Harness.Load.Ladder;

/// <summary>A way that a request goes.</summary>
/// <param name="Route">The way; its name is the rung's.</param>
/// <param name="Generator">Where its load comes from.</param>
public sealed record LadderRung(LoadRoute Route, ILoadGenerator Generator)
{
    /// <summary>Name of the rung that it is one step longer than; null for the first.</summary>
    public string? Against { get; init; }

    /// <summary>Name of another rung that it is compared with; null for none.</summary>
    public string? AlsoAgainst { get; init; }

    /// <summary>Who authenticates on this way, and what it needs besides; null where that is the same on all.</summary>
    public string? Needs { get; init; }

    /// <summary>Whether it is the same as that one: a control, which shows how often a difference is seen where there is none.</summary>
    public bool IsControl { get; init; }

    /// <summary>What disturbs its rounds, where rungs are on several clusters; null for the ladder's own.</summary>
    internal WatchedRounds? Watched { get; init; }

    /// <summary>Bytes of each answer's body, where rungs differ in it; else null.</summary>
    public long? BodyBytes { get; init; }
}
