using Harness.Reports.Charts;
using Harness.Reports.Text;

namespace Harness.Reports.Html.Cost;

/// <summary>A waterfall as picture, caption and table.</summary>
internal static class WaterfallPicture
{
    /// <summary>The picture.</summary>
    /// <param name="waterfall">What is drawn.</param>
    /// <param name="id">An id that is alone on its page.</param>
    /// <param name="caption">What is seen in it.</param>
    public static SafeHtml Draw(Waterfall waterfall, string id, string caption) => BarPicture.Of(new BarChart(
        id, Title(waterfall.Connections), caption, new ChartAxis("Latency at p50 in ms") { WithZero = true },
        [.. waterfall.Rows.Select(Bar)]));

    /// <summary>What it shows.</summary>
    public static string Title(int connections) => $"What each step adds to p50, {Figures.Counted(connections, "request")} in flight";

    /// <summary>What is seen in it.</summary>
    public static string Caption(Waterfall waterfall) => CostText.Sentences(
        Begin(waterfall), Largest(waterfall), Control(waterfall), Hollow(waterfall),
        "Thin lines are 95 % intervals of what a step adds");

    /// <summary>The same figures and more.</summary>
    public static CostTable Table(string name, IEnumerable<Waterfall> waterfalls) => CostTable.WithDoubts(
        name,
        [
            "Rung", ">In flight", ">Requests/s", ">p50 in ms", ">p99 in ms", "Compared with", ">Added to p50, in ms", ">Requests/s, times",
            "That is", CostText.DoubtColumn,
        ],
        from waterfall in waterfalls
        from row in waterfall.Rows
        select (IEnumerable<string>)
        [
            row.Way.Name, Figures.Count(waterfall.Connections), CostText.Number(row.Way.Speed), row.Way.Percentiles.P50,
            row.Way.Percentiles.P99, row.Step?.Against ?? "", row.Step is null ? "" : CostText.Added(row.Step.AddedLatency),
            row.Step is null ? "" : CostText.Of(row.Step.Throughput), row.Step is null ? "" : Markdown.LadderText.Of(row.Step.Verdict),
            row.Way.Doubt,
        ]);

    private static BarRow Bar(WaterfallRow row) => new(
        row.Way.Name, row.Text, $"{row.Way.Name}: {row.Text}" + (row.Step is { } step ? $", compared with {step.Against}" : ""))
    {
        Span = row is { Start: { } start, End: { } end } ? (start, end) : null,
        Whisker = row is { Start: { } begin, Step.AddedLatency: { } added } ? (begin + added.Low, begin + added.High) : null,
        Colour = row.Step is null ? 2 : row.IsControl ? 5 : 0,
        IsDoubtful = row.IsDoubtful,
        From = row.From,
    };

    private static string Begin(Waterfall waterfall) => waterfall.Rows.FirstOrDefault(row => row.Step is null) is not { } first
        ? "No rung stands alone: each is compared with another"
        : Waterfall.Own(first.Way) is { } own
            ? $"The ladder begins with {first.Way.Name}, which takes {CostText.Number(own)} ms"
            : $"The ladder begins with {first.Way.Name}, whose median is not known";

    private static string Largest(Waterfall waterfall)
    {
        var steps = waterfall.Rows.Where(row => row is { IsControl: false, Step.AddedLatency: { } added } && Drawable.Is(added.Estimate))
            .OrderByDescending(row => row.Step!.AddedLatency!.Estimate).ToList();
        return waterfall.Rows.All(row => row.Step is null || row.IsControl) ? "Nothing else was measured that is a step longer"
            : steps.Count == 0 ? "No step has an interval"
            : $"The largest of {Figures.Counted(steps.Count, "step")} is {steps[0].Way.Name}: "
                + $"{CostText.Added(steps[0].Step!.AddedLatency)} ms compared with {steps[0].Step!.Against}";
    }

    private static string Control(Waterfall waterfall) => waterfall.Rows.FirstOrDefault(row => row.IsControl) is not { Step: { } step }
        ? ""
        : step.AddedLatency switch
        {
            null => $"The control, {step.Rung}, has no interval",
            { Low: <= 0, High: >= 0 } same =>
                $"The control, {step.Rung}, differs by {CostText.Added(same)} ms from the rung that it repeats: its interval holds 0, as "
                + "it should",
            var other =>
                $"The control, {step.Rung}, differs by {CostText.Added(other)} ms from the rung that it repeats: its interval does not "
                + "hold 0, so that so much is noise here",
        };

    private static string Hollow(Waterfall waterfall)
    {
        var hollow = waterfall.Rows.Count(row => row.IsDoubtful);
        return hollow == 0 ? ""
            : $"{Figures.Count(hollow)} of {Figures.Counted(waterfall.Rows.Count, "rung")} ({CostText.Doubt}, hollow) "
                + $"{(hollow == 1 ? "is" : "are")} in doubt: most rounds, its own or those that it is compared with, measured the load "
                + "generator or its machine, or there is no interval";
    }
}
