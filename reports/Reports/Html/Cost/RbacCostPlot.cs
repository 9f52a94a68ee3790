using Harness.Reports.Charts;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Cost;

/// <summary>What one kind of call takes beyond the control's, over the size of what grows.</summary>
/// <param name="Measured">All that was measured.</param>
/// <param name="Call">The kind of call.</param>
internal sealed record RbacCostPlot(RbacCostResult Measured, RbacCall Call)
{
    /// <summary>What it shows.</summary>
    public string Title => $"what calls that are {Word} take beyond the control's median, by size";

    /// <summary>What is seen in it.</summary>
    public string Caption => CostText.Sentences(
    [
        .. Measured.Growths.Select(growth => AtLargest(growth.Name)),
        .. Measured.Steps.Where(step => step.IsRemoved).Select(Removed),
        "Thin lines are 95 % intervals; where one holds 0, nothing is shown to be added",
    ]);

    private string Word => Call == RbacCall.Allowed ? "allowed" : "denied (403)";

    private IEnumerable<RbacCostStep> Growing => Measured.Steps.Where(step => !step.IsRemoved).OrderBy(step => step.Size);

    /// <summary>The picture.</summary>
    public LineChart Chart(string id) => new(
        id, CostText.Capital(Title), Caption,
        new ChartAxis("How many there are of what grows")
        {
            IsLog = true,
            Ticks = [.. Growing.Select(step => ((double)step.Size, Figures.Count(step.Size)))],
        },
        new ChartAxis("Added to the median, in ms") { WithZero = true },
        [.. Measured.Growths.Take(ChartStyle.MostSeries).Select(growth =>
            new ChartSeries(growth.Name, [.. Growing.Select(step => Point(step, growth.Name))]))])
    {
        Limits = [new ChartLimit(0, "the control")],
        Beside = 5,
        Height = 300,
    };

    /// <summary>The same figures and more.</summary>
    public CostTable Table(string name) => CostTable.WithDoubts(
        name,
        ["What grows", ">Size", ">p50 in ms", ">p99 in ms", ">Added to the median, in ms", ">Times the control's", CostText.DoubtColumn],
        from step in Measured.Steps
        from growth in Measured.Growths.Select(growth => growth.Name).Prepend(null)
        let cell = Cell(step, growth)
        where cell is not null
        let percentiles = Percentiles.Of(step, cell)
        select (IEnumerable<string>)
        [
            growth ?? "nothing (control)", Figures.Count(step.Size) + (step.IsRemoved ? ", removed again" : ""),
            percentiles.P50, percentiles.P99,
            growth is null ? "" : CostText.Added(cell.Added), growth is null ? "" : CostText.Of(cell.Times), DoubtOf(step, cell),
        ]);

    private RbacCostCell? Cell(RbacCostStep step, string? growth) =>
        step.Cells.FirstOrDefault(cell => cell.Call == Call && cell.Growth == growth);

    private ChartPoint Point(RbacCostStep step, string growth)
    {
        var added = Cell(step, growth)?.Added;
        return new(step.Size, added?.Estimate ?? double.NaN, $"{growth}, {Figures.Count(step.Size)}: {CostText.Added(added)} ms")
        {
            Low = added?.Low,
            High = added?.High,
            IsDoubtful = InvalidRounds(step, growth) is var (invalid, all) && 2 * invalid > all,
        };
    }

    private string AtLargest(string growth)
    {
        var last = Growing.LastOrDefault(step => Cell(step, growth)?.Added is not null);
        return last is null
            ? $"Of {growth}, nothing is known"
            : $"With {Figures.Count(last.Size)} {growth}, a call takes {CostText.Added(Cell(last, growth)!.Added)} ms beyond the control's";
    }

    private string Removed(RbacCostStep step)
    {
        var added = Measured.Growths.Select(growth => $"{CostText.Added(Cell(step, growth.Name)?.Added)} ({growth.Name})");
        return $"When all was removed again: {string.Join(", ", added)}";
    }

    private (int Invalid, int All) InvalidRounds(RbacCostStep step, string? growth)
    {
        var rounds = step.Rounds.Where(round => round.Call == Call && round.Growth == growth).ToList();
        return (rounds.Count(round => round.Invalid is not null), rounds.Count);
    }

    private string DoubtOf(RbacCostStep step, RbacCostCell cell)
    {
        var (invalid, all) = InvalidRounds(step, cell.Growth);
        var mark = 2 * invalid > all ? $"{CostText.Doubt} " : "";
        return CostText.Joined(
            invalid == 0 ? "" : $"{mark}{Figures.Count(invalid)} of {Figures.Counted(all, "round")} invalid",
            ErrorKinds.Of(cell.Errors),
            cell.Latency is null ? "nothing answered as it must be" : "");
    }
}
