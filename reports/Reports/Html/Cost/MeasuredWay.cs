using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Cost;

/// <summary>A way at one number of connections, however it was measured.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Connections">Requests kept in flight at once.</param>
/// <param name="PerSecond">Requests per second of each round.</param>
/// <param name="Latency">Over all rounds.</param>
/// <param name="Answered">Requests that were answered.</param>
/// <param name="Failed">Requests that were not.</param>
/// <param name="InvalidRounds">Rounds whose figures do not hold.</param>
internal sealed record MeasuredWay(
    string Name, int Connections, IReadOnlyList<double> PerSecond, LatencyFigures Latency, long Answered, long Failed, int InvalidRounds)
{
    /// <summary>Whether most rounds do not hold.</summary>
    public bool IsDoubtful => 2 * InvalidRounds > PerSecond.Count;

    /// <summary>Median of the rounds; not a number without any.</summary>
    public double Speed => PerSecond.Count == 0 ? double.NaN : Median.Of(PerSecond);

    /// <summary>Its percentiles as far as they are known.</summary>
    public Percentiles Percentiles => new(Latency, Answered, Failed);

    /// <summary>What is to be said against its figures; empty for nothing.</summary>
    public string Doubt
    {
        get
        {
            var all = CostText.Joined(
                PerSecond.Count == 0 ? "no round" : "",
                InvalidRounds > 0 ? $"{Figures.Count(InvalidRounds)} of {Figures.Counted(PerSecond.Count, "round")} invalid" : "",
                Failed > 0 ? $"{Figures.Count(Failed)} of {Figures.Count(Answered + Failed)} failed" : "",
                Answered == 0 ? "nothing answered" : "");
            return IsDoubtful ? $"{CostText.Doubt} {all}" : all;
        }
    }

    /// <summary>The ways of a benchmark: those of its ladder, or else the two that it compares.</summary>
    public static IReadOnlyList<MeasuredWay> Of(BenchmarkResult benchmark) =>
        benchmark.Ladder is { Cells.Count: > 0 } ladder ? [.. ladder.Cells.Select(Of)]
        : benchmark.Agents is { } agents ? [.. agents.Ways.Cells.Select(Of)]
        : [.. benchmark.Comparisons.SelectMany(one => new[] { one.Direct, one.Proxied }).Select(Of)];

    /// <summary>A rung.</summary>
    public static MeasuredWay Of(LadderCell cell) => new(
        cell.Rung, cell.Connections, [.. cell.Rounds.Select(round => round.RequestsPerSecond)], cell.Latency,
        cell.Rounds.Sum(round => round.Requests), cell.Errors.Values.Sum(), cell.Rounds.Count(round => round.Invalid is not null));

    /// <summary>A route.</summary>
    public static MeasuredWay Of(RouteFigures route) => new(
        route.Route, route.Connections, [.. route.Rounds.Select(round => round.RequestsPerSecond)], route.Latency, route.Requests,
        route.Errors.Values.Sum(), 0);
}
