using Harness.Results;

namespace Harness.Reports.Text;

/// <summary>Latencies as far as they are known: a dash stands for the rest, and a note says why.</summary>
/// <param name="Latency">Of the answered calls; null where none was.</param>
/// <param name="Answered">How many were answered.</param>
/// <param name="Failed">How many were not.</param>
internal sealed record Percentiles(LatencyFigures? Latency, long Answered, long Failed)
{
    // No-break spaces keep them together in a narrow column.
    private const string Slash = "\u00A0/\u00A0";

    /// <summary>Of a route.</summary>
    public static Percentiles Of(RouteFigures route) => new(route.Latency, route.Requests, route.Errors.Values.Sum());

    /// <summary>Of a rung.</summary>
    public static Percentiles Of(LadderCell cell) =>
        new(cell.Latency, cell.Rounds.Sum(round => round.Requests), cell.Errors.Values.Sum());

    /// <summary>Of a load plan's scenario.</summary>
    public static Percentiles Of(PlannedFigures one) => new(one.Latency, one.Requests, one.Errors.Values.Sum());

    /// <summary>Of calls while pods changed.</summary>
    public static Percentiles Of(HeadlessChange change) => new(change.Latency, change.Answers, change.Errors.Values.Sum());

    /// <summary>Of a call while RBAC grew, in the rounds that hold.</summary>
    public static Percentiles Of(RbacCostStep step, RbacCostCell cell)
    {
        var rounds = step.Rounds.Where(one => one.Growth == cell.Growth && one.Call == cell.Call && one.Invalid is null).ToList();
        return new(cell.Latency, rounds.Sum(round => round.Latencies.Total), rounds.Sum(round => round.Errors.Values.Sum()));
    }

    /// <summary>Of how soon a change of RBAC was seen; one that was not seen in time failed.</summary>
    public static Percentiles Of(RbacDelay delay)
    {
        var failed = delay.Rounds.Count(round => round.Milliseconds is null);
        return new(delay.Milliseconds, delay.Rounds.Count - failed, failed);
    }

    /// <summary>In milliseconds, like all of these.</summary>
    public string P50 => Known(0.50, latency => latency.P50);

    /// <summary>The 90th.</summary>
    public string P90 => Known(0.90, latency => latency.P90);

    /// <summary>The 99th.</summary>
    public string P99 => Known(0.99, latency => latency.P99);

    /// <summary>The largest.</summary>
    public string Max => StandsForAll ? Figures.Number(Latency!.Max) : Figures.None;

    /// <summary>Whether calls were answered, but too many others were not.</summary>
    public bool LeavesOutFailed => Answered > 0 && !StandsForAll;

    /// <summary>Whether there are too few for a percentile.</summary>
    public bool IsTooFewFor(double quantile) => StandsForAll && Answered < Percentile.Fewest(quantile);

    private bool StandsForAll => Latency is not null && Percentile.StandsForAll(Answered, Failed);

    /// <summary>Some of them for one cell of a table: a dash where none is known.</summary>
    public static string Joined(params string[] some) =>
        some.All(one => one == Figures.None) ? Figures.None : string.Join(Slash, some);

    /// <summary>Why some of these are dashes; nothing where none is.</summary>
    /// <param name="all">Those of a section.</param>
    /// <param name="tail">The largest percentile that it shows.</param>
    public static IEnumerable<string> Notes(IEnumerable<Percentiles> all, double tail = 0.99)
    {
        var shown = all.ToList();
        if (shown.Exists(one => one.LeavesOutFailed))
        {
            yield return $"No percentile is shown ({Figures.None}) where more than {Figures.Number(Percentile.MostFailed * 100)} % failed: "
                + "what failed is in no latency, so that it would be that of the calls that got through";
        }

        if (shown.Exists(one => one.IsTooFewFor(tail)))
        {
            yield return $"A percentile is shown where a call lies beyond it: a p{Figures.Number(tail * 100)} needs "
                + $"{Figures.Count(Percentile.Fewest(tail))} of them. With fewer ({Figures.None}), it would be just the largest";
        }
    }

    private string Known(double quantile, Func<LatencyFigures, double> value) =>
        Latency is not null && Percentile.IsKnown(quantile, Answered, Failed) ? Figures.Number(value(Latency)) : Figures.None;
}
