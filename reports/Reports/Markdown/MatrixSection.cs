using Harness.Reports.Summary;
using Harness.Results;

namespace Harness.Reports.Markdown;

/// <summary>A table for each matrix, its rows and columns in the order in which they first appear.</summary>
internal static class MatrixSection
{
    public static void Write(MarkdownPage page, RunResults results)
    {
        MatrixCell[] cells = [.. results.Scenarios.SelectMany(scenario => scenario.Cells)];
        if (cells.Length == 0)
            return;
        page.Heading(2, "Access matrix");
        foreach (var matrix in cells.GroupBy(cell => cell.Matrix))
            WriteMatrix(page, matrix.Key, [.. matrix]);
        if (Legend(cells) is { Length: > 0 } legend)
            page.Paragraph(legend);
    }

    private static void WriteMatrix(MarkdownPage page, string name, MatrixCell[] cells)
    {
        string[] columns = [.. cells.Select(cell => cell.Column).Distinct()];
        var rows = cells.GroupBy(cell => cell.Row).Select(row => (IReadOnlyList<string>)
            [MarkdownText.Cell(row.Key), .. columns.Select(column => Signs(row.Where(cell => cell.Column == column)))]);
        page.Heading(3, MarkdownText.Inline(name));
        page.Table([" ", .. columns.Select(MarkdownText.Cell)], rows);
    }

    // Two scenarios may have looked at the same cell, and may have seen different things.
    private static string Signs(IEnumerable<MatrixCell> cells) => string.Join("; ", cells.Select(Sign).Distinct());

    private static string Sign(MatrixCell cell) => cell.AsExpected
        ? MatrixSymbol.Of(cell.Observed)
        : $"**{MatrixSymbol.Of(cell.Observed)} expected {MatrixSymbol.Of(cell.Expected)}**";

    private static string Legend(MatrixCell[] cells)
    {
        var used = MatrixSymbol.All
            .Where(symbol => cells.Any(cell => new[] { cell.Observed, cell.Expected }.Any(text => CellVerdicts.Is(text, symbol.Verdict))))
            .Select(symbol => $"{symbol.Sign} = {symbol.Meaning}");
        string[] bold = cells.All(cell => cell.AsExpected) ? [] : ["**bold** = observed, then what was expected instead"];
        string[] empty = cells.GroupBy(cell => cell.Matrix).All(IsFull) ? [] : ["empty = not tried"];
        return string.Join(" · ", [.. used, .. bold, .. empty]);
    }

    private static bool IsFull(IEnumerable<MatrixCell> matrix)
    {
        var places = matrix.Select(cell => (cell.Row, cell.Column)).Distinct().ToArray();
        return places.Length == places.DistinctBy(place => place.Row).Count() * places.DistinctBy(place => place.Column).Count();
    }
}
