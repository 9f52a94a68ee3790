using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Markdown;

/// <summary>What the program's own operations cost.</summary>
internal static class MicroSection
{
    public static void Write(MarkdownPage page, RunResults results)
    {
        var figures = results.Benchmarks.SelectMany(benchmark => benchmark.Micro ?? []).ToList();
        if (figures.Count == 0)
            return;
        page.Heading(2, "The program's own operations");
        page.Paragraph(
            "Time of one operation by BenchmarkDotNet; brackets hold 95 % intervals of the mean. "
            + "They tell of this program, and of no cluster.");
        page.Table(
            ["Group", "Operation", ">Time", ">Allocated"],
            figures.Select(one => (IReadOnlyList<string>)
            [
                MarkdownText.Inline(one.Group.Replace("Benchmarks", "", StringComparison.Ordinal)),
                MarkdownText.Inline(one.Name),
                one.MeanNanoseconds is { } mean ? Time(mean, one.Nanoseconds) : "failed",
                one.AllocatedBytes is { } bytes ? $"{Figures.Count(bytes)} B" : "not measured",
            ]));
    }

    /// <summary>The bounds have the mean's unit.</summary>
    private static string Time(double mean, Interval? bounds)
    {
        var (unit, size) = mean switch
        {
            < 1e3 => ("ns", 1.0),
            < 1e6 => ("µs", 1e3),
            < 1e9 => ("ms", 1e6),
            _ => ("s", 1e9),
        };
        return $"{Figures.Number(mean / size)} {unit}"
            + (bounds is null ? "" : $" [{Figures.Number(bounds.Low / size)}, {Figures.Number(bounds.High / size)}]");
    }
}
