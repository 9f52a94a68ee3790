using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Markdown;

/// <summary>What authorization costs as RBAC grows: latencies, then what is added, then how soon a grant is in effect.</summary>
internal static class RbacCostSection
{
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
            + "beyond the control's, in ms with its 95 % interval; in bold where something has grown and that interval excludes 0:");
        var names = measured.Growths.Select(growth => growth.Name).ToList();
        page.Table(
            ["Size", ">Control", .. names.Select(name => $">{MarkdownText.Inline(name)}")],
            measured.Steps.Select(step => (IReadOnlyList<string>)
            [
                Figures.Count(step.Size) + (step.IsRemoved ? " (all removed again)" : ""),
                .. names.Prepend(null).Select(name =>
                    Cell(step, step.Cells.FirstOrDefault(cell => cell.Call == call && cell.Growth == name))),
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
                .. Quantiles(Percentiles.Of(delay)),
                $"{Figures.Count(delay.AtOnce)} of {Figures.Count(delay.Rounds.Count)}",
                Figures.Count(delay.Rounds.Count(round => round.Milliseconds is null)),
            ]));
    }

    private static IEnumerable<string> Quantiles(Percentiles delay) => [delay.P50, delay.P90, delay.P99, delay.Max];

    /// <summary>Bold tells what growth adds: where nothing has grown, there is nothing to tell.</summary>
    private static string Cell(RbacCostStep step, RbacCostCell? cell)
    {
        if (cell is null)
            return Figures.None;
        var latency = Percentiles.Of(step, cell);
        var text = Percentiles.Joined(latency.P50, latency.P99);
        if (cell.Added is not { } added)
            return text;
        var more = $"{Signed(added.Estimate)} [{Signed(added.Low)}, {Signed(added.High)}]";
        return $"{text} ({(step.Size > 1 && RbacCostNotes.Differs(added) ? $"**{more}**" : more)})";
    }

    private static string Signed(double value) => (value > 0 ? "+" : "") + Figures.Number(value);

    private static string Word(RbacCall call) => call == RbacCall.Allowed ? "allowed" : "denied (403)";
}
