using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Cost;

/// <summary>What the program's own operations cost.</summary>
internal sealed class MicroCostSection : IHtmlSection
{
    private static readonly (double Nanoseconds, string Unit)[] Units = [(1e9, "s"), (1e6, "ms"), (1e3, "µs"), (1, "ns")];

    /// <inheritdoc/>
    public HtmlSection? Of(ReportInput input)
    {
        var blocks = new CostBlocks();
        foreach (var benchmark in input.Results.Benchmarks.Where(benchmark => benchmark.Micro is { Count: > 0 }))
        {
            blocks.Paragraph("Time of one operation by BenchmarkDotNet. It tells of this program, and of no cluster.");
            blocks.Table(CostTable.WithDoubts(
                $"{benchmark.Name}: {benchmark.Target}",
                ["Operation", "Group", ">Time [95 % interval]", ">Allocated", CostText.DoubtColumn],
                benchmark.Micro!.Select(Row)));
        }

        return blocks.AsSection("micro", "The program's own operations");
    }

    private static IEnumerable<string> Row(MicroFigures one) =>
    [
        one.Name, one.Group.Replace("Benchmarks", "", StringComparison.Ordinal),
        one.MeanNanoseconds is { } mean ? Time(mean, one.Nanoseconds) : Figures.None,
        one.AllocatedBytes is { } bytes ? $"{Figures.Count(bytes)} B" : Figures.None,
        one.MeanNanoseconds is null ? "failed" : one.Nanoseconds is null ? "too few iterations for an interval" : "",
    ];

    /// <summary>The bounds have the mean's unit.</summary>
    private static string Time(double mean, Interval? bounds)
    {
        var (size, unit) = Units.FirstOrDefault(one => mean >= one.Nanoseconds, Units[^1]);
        return $"{CostText.Number(mean / size)} {unit}"
            + (bounds is null ? "" : $" [{CostText.Number(bounds.Low / size)}, {CostText.Number(bounds.High / size)}]");
    }
}
