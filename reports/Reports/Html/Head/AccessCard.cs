using Harness.Reports.Markdown;
using Harness.Reports.Summary;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Head;

/// <summary>A card of the head: an answer in a word, and what it rests on.</summary>
/// <param name="Style"><c>good</c>, <c>bad</c> or <c>doubt</c>.</param>
/// <param name="Sign">A sign that says the same as the colour.</param>
/// <param name="Answer">The answer.</param>
/// <param name="Lines">What it rests on.</param>
internal sealed record CardModel(string Style, string Sign, string Answer, IReadOnlyList<LineModel> Lines);

/// <summary>A line of a card.</summary>
/// <param name="Style">As that of the card; empty for an ordinary line.</param>
/// <param name="Text">The line.</param>
/// <param name="Target">The section that tells more; empty for none.</param>
internal sealed record LineModel(string Style, string Text, string Target);

/// <summary>Is access as intended? What is open where it must be closed comes first.</summary>
internal static class AccessCard
{
    public static CardModel Of(RunResults results, RunSummary summary)
    {
        var matrix = MatrixCount.Of(results);
        var (style, sign, answer) = Answer(summary);
        return new CardModel(style, sign, answer, [.. Lines(results, summary, matrix).OfType<LineModel>()]);
    }

    private static (string Style, string Sign, string Answer) Answer(RunSummary summary) => summary switch
    {
        { Failed: > 0 } => ("bad", "✗", "No"),
        { Undecided: > 0 } or { IsPartial: true } => ("doubt", "?", "Not known"),
        { Passed: > 0 } => ("good", "✓", "Yes"),
        _ => ("doubt", "–", "Not asked"),
    };

    private static IEnumerable<LineModel?> Lines(RunResults results, RunSummary summary, MatrixCount matrix)
    {
        yield return Some(matrix.Open, "bad", $"{Figures.Counted(matrix.Open, "cell")} open where it must be closed", "matrix");
        yield return Some(matrix.Closed, "bad", $"{Figures.Counted(matrix.Closed, "cell")} closed where it must be open", "matrix");
        yield return Some(matrix.Other, "doubt", $"{Figures.Counted(matrix.Other, "cell")} otherwise different", "matrix");
        yield return Some(
            summary.ClaimsTried, "", $"{Figures.Count(summary.ClaimsProven)} of {Figures.Counted(summary.ClaimsTried, "claim")} tried "
                + $"{(summary.ClaimsProven == 1 ? "is" : "are")} proven{Ids(summary, ClaimStanding.Refuted, "refuted")}"
                + $"{Ids(summary, ClaimStanding.Undecided, "undecided")}{Ids(summary, ClaimStanding.Skipped, "skipped")}", "claims");
        yield return Some(
            matrix.Cells, "",
            $"{Figures.Count(matrix.AsExpected)} of {Figures.Counted(matrix.Cells, "cell")} of the access matrix as expected", "matrix");
        if (ConformanceSection.Count(results) is { } conformance)
            yield return new LineModel("", conformance, "conformance");
        yield return Some(summary.Scenarios, "", $"Scenarios: {summary.Counts}", "scenarios");
    }

    private static LineModel? Some(int count, string style, string text, string target) =>
        count == 0 ? null : new LineModel(style, text, target);

    private static string Ids(RunSummary summary, ClaimStanding standing, string word)
    {
        var ids = string.Join(", ", summary.Claims.Where(claim => claim.Standing == standing).Select(claim => claim.Claim.Id));
        return ids.Length == 0 ? "" : $"; {word}: {ids}";
    }
}
