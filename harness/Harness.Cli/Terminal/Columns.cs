namespace Harness.Cli.Terminal;

/// <summary>Rows with aligned columns.</summary>
internal static class Columns
{
    /// <summary>A line for each row, two blanks between columns.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows.Select(row => row.Length).DefaultIfEmpty(0).Max())
            .Select(column => rows.Max(row => row.ElementAtOrDefault(column)?.Length ?? 0))
            .ToArray();
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
