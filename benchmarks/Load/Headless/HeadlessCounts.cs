using Harness.Load.Statistics;
using Harness.Results;

namespace Harness.Load.Headless;

/// <summary>Rounds together.</summary>
internal static class HeadlessCounts
{
    /// <summary>Counts added up by name, in the names' order.</summary>
    public static IReadOnlyDictionary<string, long> Sum(IEnumerable<IReadOnlyDictionary<string, long>> rounds) => rounds
        .SelectMany(round => round).GroupBy(one => one.Key, StringComparer.Ordinal).OrderBy(kind => kind.Key, StringComparer.Ordinal)
        .ToDictionary(kind => kind.Key, kind => kind.Sum(one => one.Value));

    /// <summary>Latencies of all rounds together; null where nothing was answered.</summary>
    public static LatencyFigures? Latency(IEnumerable<HeadlessRound> rounds)
    {
        var all = new BlockedLatencies([.. rounds.Select(round => (0, round.Latencies, 0L))]);
        return all.Answered == 0 ? null : new LatencyFigures(At(0.50), At(0.90), At(0.99), At(1));

        double At(double quantile) => all.Quantile(quantile, [1]);
    }
}
