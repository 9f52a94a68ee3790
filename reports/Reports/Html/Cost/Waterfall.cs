using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Cost;

/// <summary>The ladder at one number of connections: each rung begins where the one ends that it is a step longer than.</summary>
/// <param name="Connections">Requests kept in flight at once.</param>
/// <param name="Rows">The rungs, in the ladder's order.</param>
internal sealed record Waterfall(int Connections, IReadOnlyList<WaterfallRow> Rows)
{
    /// <summary>The ladder's rungs at a number of connections.</summary>
    public static Waterfall Of(LadderResult ladder, int connections)
    {
        var cells = ladder.Cells.Where(cell => cell.Connections == connections).DistinctBy(cell => cell.Rung).ToList();
        var steps = ladder.Steps.Concat(ladder.Controls).Where(step => step.Connections == connections)
            .GroupBy(step => step.Rung).ToDictionary(of => of.Key, of => of.First());
        var ways = cells.ToDictionary(cell => cell.Rung, MeasuredWay.Of);
        var controls = ladder.Controls.Select(control => control.Rung).ToHashSet();
        return new Waterfall(connections, [.. cells.Select(Row)]);

        WaterfallRow Row(LadderCell cell)
        {
            var (way, step) = (ways[cell.Rung], steps.GetValueOrDefault(cell.Rung));
            var against = step is null ? null : ways.GetValueOrDefault(step.Against);
            return new WaterfallRow(way, cell, step, controls.Contains(cell.Rung))
            {
                Start = step is null ? 0 : EndOf(step.Against, []),
                End = EndOf(cell.Rung, []),
                From = step is null ? null : cells.FindIndex(other => other.Rung == step.Against) is >= 0 and var from ? from : null,
                IsDoubtful = way.IsDoubtful || against is { IsDoubtful: true } || step is { AddedLatency: null },
            };
        }

        // Where a step has no interval, the rung's own median stands in. Results that go round in a circle have no end.
        double? EndOf(string rung, HashSet<string> before)
        {
            if (!ways.TryGetValue(rung, out var way) || !before.Add(rung))
                return null;
            return steps.GetValueOrDefault(rung) is { AddedLatency: { } added } step
                ? EndOf(step.Against, before) + added.Estimate
                : Own(way);
        }
    }

    /// <summary>A way's own median; null where it is not known.</summary>
    public static double? Own(MeasuredWay way) =>
        way.Percentiles.P50 != Figures.None && double.IsFinite(way.Latency.P50) ? way.Latency.P50 : null;
}

/// <summary>A rung in a waterfall.</summary>
/// <param name="Way">What was measured of it.</param>
/// <param name="Cell">The same, round by round.</param>
/// <param name="Step">What it adds; null for the first one.</param>
/// <param name="IsControl">Whether it is another rung measured once more.</param>
internal sealed record WaterfallRow(MeasuredWay Way, LadderCell Cell, LadderStep? Step, bool IsControl)
{
    /// <summary>Where its bar begins, in milliseconds; null where that is not known.</summary>
    public required double? Start { get; init; }

    /// <summary>Where its bar ends.</summary>
    public required double? End { get; init; }

    /// <summary>The row at whose end it begins; null for none.</summary>
    public required int? From { get; init; }

    /// <summary>Whether most rounds do not hold, its own or those that it is compared with, or whether there is no interval.</summary>
    public required bool IsDoubtful { get; init; }

    /// <summary>What it adds, as text; of the first one, its own median.</summary>
    public string Text => (Step is null ? $"{CostText.Number(Waterfall.Own(Way))} in all"
        : Step.AddedLatency is { } added ? CostText.Added(added)
        : "not known")
        + (IsDoubtful ? $" {CostText.Doubt}" : "");
}
