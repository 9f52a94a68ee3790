using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Markdown;

/// <summary>How the side effects were measured, how far to trust them, and what went wrong.</summary>
internal static class SideEffectsNotes
{
    public static IEnumerable<string> On(SideEffectsResult measured)
    {
        var rounds = measured.Levels.SelectMany(level => level.Rounds).ToList();
        yield return string.Join("; ", measured.Calls.Select(call =>
            $"{MarkdownText.Inline(call.Call)}: {MarkdownText.Inline(call.Does)}, {Figures.Number(call.PerSecond)} a second"))
            + ". They come at a constant rate, from another identity and over other connections than the load, and are timed from the "
            + "moment each was due";
        var blocks = rounds.Select(round => round.Block).DefaultIfEmpty().Max();
        yield return $"{Figures.Counted(blocks, "block")}, each with every level once, in random order (seed "
            + $"{FormattableString.Invariant($"{measured.Seed}")}). Percentiles are over all rounds of a level together; intervals by "
            + "bootstrap over the blocks";
        yield return "The safe rate: isotonic regression of each p50 and p99 over the levels, interpolated where it leaves "
            + $"{Figures.Number(measured.Limit)} times of idle (the ICp method, U.S. EPA 1993); the smallest of all counts. Calls that "
            + "failed count as slower than any that was answered";
        yield return "Client and cluster share this machine's processors where the cluster runs on it: part of what load does to a call is "
            + "then the client's own work. " + Priority(measured);
        foreach (var level in measured.Levels.Where(level => level.Invalid is not null))
            yield return $"Not used: {SideEffectsSection.Load(level)}: {MarkdownText.Inline(level.Invalid!)}";
        foreach (var cause in rounds.Where(round => round.IsDisturbed).GroupBy(round => round.Invalid))
        {
            yield return $"Disturbed, and measured again: {Figures.Counted(cause.Count(), "round")}, since "
                + MarkdownText.Inline(cause.Key!);
        }

        foreach (var errors in Errors(measured))
            yield return errors;
        foreach (var missing in measured.Missing)
            yield return $"Not measured: {MarkdownText.Inline(missing)}";
    }

    private static string Priority(SideEffectsResult measured) => measured.ClientRanFirst
        ? "Its threads ran before all others, so that it was not late itself"
        : "It ran like any other program, as the system did not allow more (that takes root)";

    private static IEnumerable<string> Errors(SideEffectsResult measured) =>
        from level in measured.Levels
        from errors in level.Calls.Select(call => (call.Call, call.Errors)).Prepend((Call: "proxied requests", level.Errors))
        where errors.Errors.Values.Sum() > 0
        select $"Errors, {SideEffectsSection.Load(level)}, {MarkdownText.Inline(errors.Call)}: " + string.Join(", ", errors.Errors
            .OrderByDescending(kind => kind.Value).ThenBy(kind => kind.Key, StringComparer.Ordinal)
            .Select(kind => $"{Figures.Count(kind.Value)} × {MarkdownText.Inline(kind.Key)}"));
}
