namespace Harness.Cli.Terminal;

/// <summary>Rows with aligned columns.</summary>
internal static class Columns
{
    /// <summary>A line for each row, whatever is in its cells, two blanks between columns.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<string[]> texts)
    {
        string[][] rows = [.. texts.Select(row => Array.ConvertAll(row, PrintableText.Line))];
        var widths = Enumerable.Range(0, rows.Select(row => row.Length).DefaultIfEmpty(0).Max())
            .Select(column => rows.Max(row => row.ElementAtOrDefault(column)?.Length ?? 0))
            .ToArray();
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
