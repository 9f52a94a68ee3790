using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Markdown;

/// <summary>How the cost of authorization was measured, how far to trust it, and what went wrong.</summary>
internal static class RbacCostNotes
{
    public static IEnumerable<string> On(RbacCostResult measured)
    {
        foreach (var growth in measured.Growths)
            yield return $"{MarkdownText.Inline(growth.Name)}: {MarkdownText.Inline(growth.Does)}";
        yield return "Each in a namespace of its own, and the control in another, where nothing grows: a growth goes one way, and only "
            + "the control tells it from what drifts. Sizes count the consumer's own grant, so that at 1 all are alike";
        yield return "The calls get one ConfigMap from the API server's memory. Among bindings, the authorizer finds the grant that "
            + "allows a call early or late, by chance; among rules it is the last. A denied call always looks at all";
        var blocks = measured.Steps.SelectMany(step => step.Rounds).Select(round => round.Block).DefaultIfEmpty().Max();
        yield return $"{Figures.Counted(blocks, "block")} at each size, each with every call once, in random order (seed "
            + $"{FormattableString.Invariant($"{measured.Seed}")}); intervals by bootstrap over the blocks. {Priority(measured)}";
        foreach (var delay in measured.Delays.Where(delay => delay.CallMilliseconds is not null))
        {
            yield return $"Resolution of the first calls after a {Word(delay.Change)}, with {Figures.Counted(delay.Size, "binding")}: a "
                + $"call that did not see it yet took {Figures.Number(delay.CallMilliseconds!.Value)} ms (median)";
        }

        foreach (var note in Doubts(measured))
            yield return note;
        foreach (var note in Percentiles.Notes(measured.Steps.SelectMany(step => step.Cells.Select(cell => Percentiles.Of(step, cell)))
            .Concat(measured.Delays.Select(Percentiles.Of))))
        {
            yield return note;
        }

        if (Ungrown(measured) is { } ungrown)
            yield return ungrown;
    }

    /// <summary>Whether a difference is told from none.</summary>
    public static bool Differs(Interval added) => added.Low > 0 || added.High < 0;

    /// <summary>Differences where all are alike: chance, or what the namespaces differ in besides.</summary>
    private static string? Ungrown(RbacCostResult measured)
    {
        var alike = measured.Steps.Where(step => step.Size == 1).SelectMany(step => step.Cells).Select(cell => cell.Added)
            .OfType<Interval>().ToList();
        var differ = alike.Count(Differs);
        return differ == 0 ? null
            : $"At size 1, where nothing has grown, {Figures.Count(differ)} of {Figures.Counted(alike.Count, "interval")} "
                + $"{(differ == 1 ? "excludes" : "exclude")} 0: that is chance or what the namespaces differ in besides, and no cost of "
                + "growth";
    }

    private static IEnumerable<string> Doubts(RbacCostResult measured)
    {
        foreach (var step in measured.Steps)
        {
            var at = $"at {Figures.Count(step.Size)}{(step.IsRemoved ? ", removed again" : "")}";
            if (step.Rounds.Where(round => round.Invalid is not null).ToList() is [var first, ..] invalid)
            {
                yield return $"Not used, {at}: {Figures.Counted(invalid.Count, "round")} of {Figures.Count(step.Rounds.Count)}, e.g. "
                    + MarkdownText.Inline(first.Invalid!);
            }

            foreach (var cell in step.Cells.Where(cell => cell.Errors.Values.Sum() > 0))
            {
                yield return $"Errors, {at}, {MarkdownText.Inline(cell.Growth ?? "control")}, calls that are {Word(cell.Call)}: "
                    + MarkdownText.Inline(ErrorKinds.Of(cell.Errors));
            }
        }

        foreach (var delay in measured.Delays)
        {
            if (Merged(delay.Rounds) is { Count: > 0 } errors)
            {
                yield return $"Calls after a {Word(delay.Change)} that were answered by neither 200 nor 403: "
                    + MarkdownText.Inline(ErrorKinds.Of(errors));
            }
        }
    }

    private static Dictionary<string, long> Merged(IEnumerable<RbacDelayRound> rounds) => rounds.SelectMany(round => round.Errors)
        .GroupBy(kind => kind.Key).ToDictionary(kind => kind.Key, kind => kind.Sum(one => one.Value));

    private static string Priority(RbacCostResult measured) => measured.ClientRanFirst
        ? "The client's threads ran before all others, so that it was not late itself"
        : "The client ran like any other program, as the system did not allow more (that takes root)";

    private static string Word(RbacChange change) => change == RbacChange.Grant ? "grant" : "revocation";

    private static string Word(RbacCall call) => call == RbacCall.Allowed ? "allowed" : "denied";
}
