using Harness.Rbac.Validation;

namespace Harness.Reports.Validation;

/// <summary>What the policy says and what is so, as a table for a terminal.</summary>
internal static class SentenceLines
{
    private const int LongestText = 80;
    private const string Gap = "  ";

    /// <summary>Lines with aligned columns; none for a policy without sentences.</summary>
    public static IEnumerable<string> Of(ValidationReport report)
    {
        var (shown, more) = SentenceMatrix.Of(report).ForPeople();
        if (shown.Rows.Count == 0)
            return [];
        List<string[]> rows =
        [
            ["", .. shown.Consumers.Select(Clean)],
            .. shown.Rows.Select(row => (string[])[Clean(row.Text), .. row.Cells.Select(cell => cell.Word)]),
        ];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToList();
        var lines = rows.Select(row => string.Concat(row.Select((cell, column) => cell.PadRight(widths[column]) + Gap)).TrimEnd());
        string[] legend = shown.HasDash ? [$"-: {SentenceMatrix.Dash}"] : [];
        return [.. lines, .. more.Length == 0 ? legend : [.. legend, more]];
    }

    private static string Clean(string text)
    {
        var line = PrintableText.Line(SecretMask.Of(text));
        return line.Length <= LongestText ? line : line[..(LongestText - 1)] + "…";
    }
}
