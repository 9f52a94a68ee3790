using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Markdown;

/// <summary>What the figures of a headless service mean, and what went wrong.</summary>
internal static class HeadlessNotes
{
    public static IEnumerable<string> On(HeadlessResult measured)
    {
        yield return "The API server chooses a ready pod at random for each call, whatever connection it comes on. p is Pearson's: how "
            + "often an even choice scatters at least so much. A small one, under 0.001 say, speaks against an even choice";
        foreach (var spread in measured.Spreads.Where(spread => spread.Doubt is not null))
            yield return $"Calls over {MarkdownText.Inline(spread.Way)}: evenness is not judged; {MarkdownText.Inline(spread.Doubt!)}";
        foreach (var spread in measured.Spreads.Where(spread => spread.Answers < spread.Wanted))
        {
            yield return $"Calls over {MarkdownText.Inline(spread.Way)}: {Figures.Count(spread.Answers)} of "
                + $"{Figures.Count(spread.Wanted)} answers that were wanted; then their time was over";
        }

        foreach (var spread in measured.Spreads.Where(spread => spread.Errors.Values.Sum() > 0))
            yield return $"Failed calls over {MarkdownText.Inline(spread.Way)}: {MarkdownText.Inline(ErrorKinds.Of(spread.Errors))}";
        foreach (var change in measured.Changes.Where(change => change.Errors.Values.Sum() > 0))
            yield return $"Failed calls, {MarkdownText.Inline(change.Change)}: {MarkdownText.Inline(ErrorKinds.Of(change.Errors))}";
        foreach (var change in measured.Changes.Where(change => change.NotSettled is not null))
            yield return $"Not settled: {MarkdownText.Inline(change.Change)}: {MarkdownText.Inline(change.NotSettled!)}";
        foreach (var change in measured.Changes.Where(change => change.Rounds.Any(round => round.Invalid is not null)))
        {
            yield return $"Latencies of {MarkdownText.Inline(change.Change)} do not hold: "
                + MarkdownText.Inline(change.Rounds.Select(round => round.Invalid).OfType<string>().First());
        }

        foreach (var note in Percentiles.Notes(measured.Changes.Select(Percentiles.Of)))
            yield return note;
        foreach (var missing in measured.Missing)
            yield return $"Not measured: {MarkdownText.Inline(missing)}";
    }
}
