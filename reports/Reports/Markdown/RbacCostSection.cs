using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Markdown;

/// <summary>What authorization costs as RBAC grows: latencies, then what is added, then how soon a grant is in effect.</summary>
internal static class RbacCostSection
{
    private const string Slash = "\u00A0/\u00A0";

    public static void Write(MarkdownPage page, RunResults results)
    {
        foreach (var measured in results.Benchmarks.Select(benchmark => benchmark.RbacCost).OfType<RbacCostResult>())
            Write(page, measured);
    }

    private static void Write(MarkdownPage page, RbacCostResult measured)
    {
        page.Heading(2, "What authorization costs as RBAC grows");
        if (measured.NotMeasured is { } reason)
        {
            page.Paragraph($"Not measured: {MarkdownText.Inline(reason)}.");
            return;
        }

        foreach (var call in Enum.GetValues<RbacCall>())
            WriteCall(page, measured, call);
        WriteDelays(page, measured);
        page.List(RbacCostNotes.On(measured));
    }

    private static void WriteCall(MarkdownPage page, RbacCostResult measured, RbacCall call)
    {
        page.Paragraph(
            $"Calls that are {Word(call)}, one after the other on one connection: p50 / p99 in ms, and in brackets what the median takes "
            + "beyond the control's, in ms with its 95 % interval; in bold where that interval excludes 0:");
        var names = measured.Growths.Select(growth => growth.Name).ToList();
        page.Table(
            ["Size", ">Control", .. names.Select(name => $">{MarkdownText.Inline(name)}")],
            measured.Steps.Select(step => (IReadOnlyList<string>)
            [
                Figures.Count(step.Size) + (step.IsRemoved ? " (all removed again)" : ""),
                .. names.Prepend(null).Select(name => Cell(step.Cells.FirstOrDefault(cell => cell.Call == call && cell.Growth == name))),
            ]));
    }

    private static void WriteDelays(MarkdownPage page, RbacCostResult measured)
    {
        if (measured.Delays.Count == 0)
            return;
        page.Paragraph(
            "How soon a change is in effect: milliseconds from the API server's answer to the change, to the end of the first call that "
            + "sees it, one call after the other without a pause:");
        page.Table(
            ["Change", ">Bindings in the namespace", ">p50", ">p90", ">p99", ">Max", ">Seen by the very first call", ">Not in time"],
            measured.Delays.Select(delay => (IReadOnlyList<string>)
            [
                delay.Change == RbacChange.Grant ? "RoleBinding made, until a call is allowed" : "RoleBinding removed, until the first 403",
                Figures.Count(delay.Size),
                .. new[] { delay.Milliseconds?.P50, delay.Milliseconds?.P90, delay.Milliseconds?.P99, delay.Milliseconds?.Max }
                    .Select(value => value is { } known ? Figures.Number(known) : Figures.None),
                $"{Figures.Count(delay.AtOnce)} of {Figures.Count(delay.Rounds.Count)}",
                Figures.Count(delay.Rounds.Count(round => round.Milliseconds is null)),
            ]));
    }

    private static string Cell(RbacCostCell? cell)
    {
        if (cell?.Latency is not { } latency)
            return Figures.None;
        var text = $"{Figures.Number(latency.P50)}{Slash}{Figures.Number(latency.P99)}";
        if (cell.Added is not { } added)
            return text;
        var more = $"{Signed(added.Estimate)} [{Signed(added.Low)}, {Signed(added.High)}]";
        return $"{text} ({(added.Low > 0 || added.High < 0 ? $"**{more}**" : more)})";
    }

    private static string Signed(double value) => (value > 0 ? "+" : "") + Figures.Number(value);

    private static string Word(RbacCall call) => call == RbacCall.Allowed ? "allowed" : "denied (403)";
}
