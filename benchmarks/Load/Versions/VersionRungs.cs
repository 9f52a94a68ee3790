using Harness.Load.Ladder;
using Harness.Results;

namespace Harness.Load.Versions;

/// <summary>The ways on one of two clusters.</summary>
/// <param name="Rungs">The ways, the same on both.</param>
/// <param name="Watched">What disturbs rounds on it.</param>
internal sealed record VersionSide(IReadOnlyList<RungChoice> Rungs, WatchedRounds Watched);

/// <summary>The same ways on two clusters as one ladder: each of the second is compared with its like on the first.</summary>
internal static class VersionRungs
{
    /// <summary>The rungs, each after the one that it is compared with.</summary>
    public static IReadOnlyList<LadderRung> Of(VersionSide a, VersionSide b) =>
        [.. a.Rungs.Zip(b.Rungs).SelectMany(pair => new[]
        {
            Rung(pair.First.Rung!, VersionComparison.OnA(pair.First.Kind.Name), null, a.Watched),
            Rung(pair.Second.Rung!, VersionComparison.OnB(pair.First.Kind.Name), VersionComparison.OnA(pair.First.Kind.Name), b.Watched),
        })];

    private static LadderRung Rung(LadderRung rung, string name, string? against, WatchedRounds watched) => rung with
    {
        Route = rung.Route with { Name = name },
        Against = against,
        AlsoAgainst = null,
        Watched = watched,
    };
}
