using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Markdown;

/// <summary>What the same ways cost on two Kubernetes versions.</summary>
internal static class VersionSection
{
    private const string Prefix = "B: ";

    public static void Write(MarkdownPage page, RunResults results)
    {
        foreach (var benchmark in results.Benchmarks)
        {
            if (benchmark.Versions is not { } versions)
                continue;
            var (a, b) = VersionText.Short(versions);
            page.Heading(2, MarkdownText.Inline($"Kubernetes {a} against {b}"));
            page.Paragraph(
                $"A is {Title(versions.A)}, B is {Title(versions.B)}: two clusters on this machine at the same time, measured in rounds of "
                + "the same blocks. Ratios are B's requests/s over A's, and means over the blocks, which the medians beside them may "
                + "contradict; brackets hold 95 % intervals.");
            foreach (var steps in versions.Rounds.Steps.GroupBy(step => step.Connections).OrderBy(group => group.Key))
            {
                page.Heading(4, Figures.Counted(steps.Key, "request") + " in flight");
                page.Table(
                    [
                        "Way", ">A: requests/s", ">B: requests/s", ">A: p50 / p99 in ms", ">B: p50 / p99 in ms",
                        ">Added to p50, in ms", ">Requests/s, times", "B is",
                    ],
                    steps.Select(step => Row(versions.Rounds, step)));
            }

            page.List(Notes(versions));
        }
    }

    private static string Title(ComparedVersion version) => MarkdownText.Inline($"Kubernetes {VersionText.Of(version)}");

    private static IReadOnlyList<string> Row(LadderResult rounds, LadderStep step)
    {
        var (a, b) = (Of(step.Against), Of(step.Rung));
        var rung = step.Rung[Math.Min(Prefix.Length, step.Rung.Length)..];
        return [MarkdownText.Inline(rung), Speed(a), Speed(b), Latency(a), Latency(b), .. LadderText.Of(step)];

        LadderCell? Of(string rung) => rounds.Cells.FirstOrDefault(cell => cell.Rung == rung && cell.Connections == step.Connections);
    }

    private static string Speed(LadderCell? cell) =>
        cell is null ? Figures.None : Figures.Number(Median.OrNone([.. cell.Rounds.Select(round => round.RequestsPerSecond)]));

    private static string Latency(LadderCell? cell) => cell is null ? Figures.None : LadderText.Latency(cell);

    private static IEnumerable<string> Notes(VersionComparison versions)
    {
        var rounds = versions.Rounds.Cells.SelectMany(cell => cell.Rounds).ToList();
        var blocks = rounds.Select(round => round.Block).DefaultIfEmpty().Max();
        yield return $"{Figures.Counted(blocks, "block")}, each with every cell once, in random order (seed "
            + $"{FormattableString.Invariant($"{versions.Rounds.Seed}")}). While one cluster is measured, the other one idles beside it; "
            + "the direct way, which no API server takes part in, shows whether their nodes differ besides";
        foreach (var version in new[] { ("A", versions.A), ("B", versions.B) })
        {
            if (version.Item2.NodeImage is { } image)
                yield return $"{version.Item1}'s node: {MarkdownText.Inline(image)}";
        }

        foreach (var doubt in LadderDoubts.On(versions.Rounds).Select(MarkdownText.Inline))
            yield return doubt;
    }
}
