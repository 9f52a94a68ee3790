using System.Globalization;
using Harness.Cli.Terminal;
using Harness.Reports.Inputs;
using Harness.Reports.Summary;
using Harness.Results;

namespace Harness.Cli.Texts;

/// <summary>
/// A run on one screen of 24 lines and 80 columns: verdict, what is worst and what to do about it, cost, where the report is.
/// </summary>
internal static class SummaryScreen
{
    private const int Rows = 23; // and one for the prompt
    private const int Label = 14;
    private const int MostWorst = 3;
    private const int LeastCost = 3; // the first sentence, or that there are some, and the report
    private const int LongestCost = 5; // lines of a sentence with its doubts
    private const int Width = Wrapped.Columns - Label;

    /// <summary>Shows it on standard output, after all that a gate said.</summary>
    public static void Show(RunFolder run, ReportInput input)
    {
        if (input.Gate is { } gate)
            Screen.Result(string.Join('\n', GateLines.Of(gate).Prepend("")));
        Screen.Result(string.Join('\n', Lines(input, ReportOf(run))));
    }

    /// <summary>The report that people open.</summary>
    public static string ReportOf(RunFolder run) =>
        Path.GetRelativePath(Directory.GetCurrentDirectory(), Path.Combine(run.FullPath, "report.html"));

    /// <summary>Its lines; only the report's path may be longer than the screen is wide, since half a path leads nowhere.</summary>
    /// <param name="input">The run, with what a gate said of it.</param>
    /// <param name="report">The report's path.</param>
    internal static IReadOnlyList<string> Lines(ReportInput input, string report)
    {
        var results = input.Results;
        var summary = RunSummary.Of(results);
        List<string> lines = ["", .. Wrapped.Lines(summary.Headline, Wrapped.Columns, 2)];
        if (results.Manifest.Cluster is { } cluster)
            lines.AddRange(Labelled("cluster", $"{cluster.Source}, Kubernetes {cluster.KubernetesVersion}", 1));
        if (summary.Scenarios > 0)
        {
            lines.AddRange(Labelled("scenarios", summary.Counts, 1));
            lines.AddRange(Labelled("claims", Claims(summary), 2));
        }

        if (input.Gate is { } gate)
            lines.AddRange(Labelled("gate", GateLines.Summary(gate), 2));
        lines.AddRange(Worst(WorstThings.Of(results), Rows - LeastCost - lines.Count));
        lines.AddRange(Cost(summary.BenchmarkLines, Rows - 1 - lines.Count));
        return [.. lines, $"{"  report",-Label}{PrintableText.Line(report)}"];
    }

    private static string Claims(RunSummary summary)
    {
        var proven = summary.Claims.Where(claim => claim.Standing == ClaimStanding.Proven).Select(claim => claim.Claim.Id);
        var counts = string.Create(CultureInfo.InvariantCulture, $"{summary.ClaimsProven} of {summary.ClaimsTried} proven");
        return string.Join(": ", new[] { counts, string.Join(' ', proven) }.Where(part => part.Length > 0));
    }

    /// <summary>The three worst, or fewer where they are long.</summary>
    private static List<string> Worst(IReadOnlyList<WorstThing> things, int room)
    {
        List<string> lines = [];
        var shown = 0;
        foreach (var thing in things.Take(MostWorst))
        {
            List<string> block =
                [.. Labelled(shown == 0 ? "worst" : "", thing.What, 2), .. Labelled("", $"→ {thing.Fix}: {thing.Command}", 2)];
            if (lines.Count + block.Count + (shown + 1 < things.Count ? 1 : 0) > room)
                break;
            lines.AddRange(block);
            shown++;
        }

        return shown == things.Count ? lines : [.. lines, .. Labelled(shown == 0 ? "worst" : "", And(things.Count - shown), 1)];
    }

    /// <summary>As many whole sentences as there is room for, doubts included; the first one is cut before it is left out.</summary>
    private static List<string> Cost(IReadOnlyList<string> sentences, int room)
    {
        List<string> lines = [];
        foreach (var (index, sentence) in sentences.Index())
        {
            var left = room - lines.Count - (index == sentences.Count - 1 ? 0 : 1);
            var wrapped = Labelled(index == 0 ? "cost" : "", sentence, index == 0 && left > 1 ? Math.Min(left, LongestCost) : LongestCost);
            if (wrapped.Count > left)
                return [.. lines, Labelled(index == 0 ? "cost" : "", And(sentences.Count - index), 1)[0]];
            lines.AddRange(wrapped);
        }

        return lines;
    }

    private static string And(int more) => string.Create(CultureInfo.InvariantCulture, $"and {more} more, in the report");

    private static List<string> Labelled(string label, string text, int most) =>
        [.. Wrapped.Lines(text, Width, most).Select((line, index) => $"{(index == 0 ? $"  {label}" : ""),-Label}{line}")];
}
