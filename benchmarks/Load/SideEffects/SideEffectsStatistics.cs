using Harness.Load.Engine;
using Harness.Results;

namespace Harness.Load.SideEffects;

/// <summary>
/// From rounds to figures: by the records that results keep alone, so that all of it can be done again from benchmarks.json.
/// </summary>
internal static class SideEffectsStatistics
{
    /// <summary>The figures of all levels.</summary>
    /// <param name="rounds">Every round, with the index of its level.</param>
    /// <param name="calls">The ordinary calls.</param>
    /// <param name="profile">The levels and the limit.</param>
    /// <param name="capacity">What the proxy manages at most.</param>
    /// <param name="seed">Seed of the intervals.</param>
    public static SideEffectsResult Of(
        IReadOnlyList<(int Level, SideEffectRound Round)> rounds, IReadOnlyList<OrdinaryCallFacts> calls, SideEffectsProfile profile,
        ProxyCapacity capacity, int seed)
    {
        var names = calls.Select(call => call.Call).ToList();
        var levels = profile.Shares.Select((share, index) => new LevelSamples(
            share, [.. rounds.Where(round => round.Level == index).Select(round => round.Round)], names)).ToList();
        var finder = new SafeRateFinder(levels, names, profile.Limit, seed);
        var figures = new LevelFigures(levels[0], rounds.Max(round => round.Round.Block), seed);
        return new SideEffectsResult
        {
            Seed = seed,
            Limit = profile.Limit,
            Capacity = capacity,
            Calls = calls,
            Levels = [.. levels.Select(level => figures.Of(level, capacity.RequestsPerSecond, names))],
            SafeRate = finder.Find(),
            SafeRateOfMedians = finder.Find(SafeRateFinder.Figures[0].Name),
        };
    }

    /// <summary>The median of the rounds of a closed loop; 0 while there is none.</summary>
    public static ProxyCapacity Capacity(IReadOnlyList<RoundMeasurement> rounds, int inFlight)
    {
        var rates = rounds.Select(round => round.RequestsPerSecond).Order().ToArray();
        return new ProxyCapacity(
            inFlight,
            rates.Length == 0 ? 0 : (rates[(rates.Length - 1) / 2] + rates[rates.Length / 2]) / 2,
            [.. rounds.Select(round => new RoundFigures(round.Seconds, round.Requests, round.FailedRequests, round.RequestsPerSecond))]);
    }
}
