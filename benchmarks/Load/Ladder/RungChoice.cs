namespace Harness.Load.Ladder;

/// <summary>A rung that the ladder may have: there is a way, or a reason why there is none.</summary>
/// <param name="Kind">Which rung.</param>
/// <param name="Rung">The way; null where there is none.</param>
/// <param name="Missing">Why there is none; null where there is one.</param>
internal sealed record RungChoice(RungKind Kind, LadderRung? Rung, string? Missing)
{
    /// <summary>There is a way; its name and what it is compared with are the kind's.</summary>
    public static RungChoice At(RungKind kind, LoadRoute route, ILoadGenerator generator) => new(
        kind,
        new LadderRung(route with { Name = kind.Name }, generator)
        {
            Against = kind.Against?.Name,
            AlsoAgainst = kind.AlsoAgainst?.Name,
            IsControl = kind.IsControl,
            Needs = kind.Needs,
        },
        null);

    /// <summary>There is none.</summary>
    public static RungChoice None(RungKind kind, string reason) => new(kind, null, reason);
}
