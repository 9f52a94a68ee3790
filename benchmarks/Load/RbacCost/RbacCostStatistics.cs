using Harness.Load.Statistics;
using Harness.Results;

namespace Harness.Load.RbacCost;

/// <summary>From rounds to figures: each call against the control's in the same block.</summary>
internal static class RbacCostStatistics
{
    /// <summary>Figures for each consumer and call that there are rounds of, the control first.</summary>
    /// <param name="rounds">All rounds at one size.</param>
    /// <param name="seed">Seed of the resampling.</param>
    public static IReadOnlyList<RbacCostCell> Cells(IReadOnlyList<RbacCostRound> rounds, int seed)
    {
        var cells = rounds.GroupBy(round => (round.Growth, round.Call))
            .OrderBy(cell => cell.Key.Call).ThenBy(cell => cell.Key.Growth, StringComparer.Ordinal).ToList();
        return
        [
            .. from cell in cells
               let control = rounds.Where(one => one.Growth is null && one.Call == cell.Key.Call).ToList()
               select Cell(cell.Key.Growth, cell.Key.Call, [.. cell], control, seed),
        ];
    }

    private static RbacCostCell Cell(
        string? growth, RbacCall call, IReadOnlyList<RbacCostRound> rounds, IReadOnlyList<RbacCostRound> control, int seed)
    {
        var (of, against) = growth is null ? ([], []) : Pairs(Medians(rounds), Medians(control));
        var errors = rounds.SelectMany(round => round.Errors).GroupBy(error => error.Key, StringComparer.Ordinal)
            .OrderBy(kind => kind.Key, StringComparer.Ordinal).ToDictionary(kind => kind.Key, kind => kind.Sum(error => error.Value));
        return new RbacCostCell(
            growth, call, Latency(rounds), PairedBootstrap.Ratio(of, against, seed), PairedBootstrap.Difference(of, against, seed), errors);
    }

    private static LatencyFigures? Latency(IReadOnlyList<RbacCostRound> rounds)
    {
        var all = new BlockedLatencies([.. rounds.Where(round => round.Invalid is null).Select(round => (0, round.Latencies, 0L))]);
        return all.Answered == 0 ? null : new LatencyFigures(At(0.50), At(0.90), At(0.99), At(1));

        double At(double quantile) => all.Quantile(quantile, [1]);
    }

    /// <summary>Median of each block in milliseconds, where it has a round that holds, and in which hardly any call failed.</summary>
    private static Dictionary<int, double> Medians(IReadOnlyList<RbacCostRound> rounds) => rounds
        .Where(round => round.Invalid is null && Percentile.StandsForAll(round.Latencies.Total, round.Errors.Values.Sum()))
        .ToDictionary(round => round.Block, round => new BlockedLatencies([(0, round.Latencies, 0L)]).Quantile(0.5, [1]));

    private static (IReadOnlyList<double> Of, IReadOnlyList<double> Against) Pairs(
        Dictionary<int, double> of, Dictionary<int, double> against)
    {
        var blocks = of.Keys.Where(against.ContainsKey).Order().ToList();
        return ([.. blocks.Select(block => of[block])], [.. blocks.Select(block => against[block])]);
    }
}
