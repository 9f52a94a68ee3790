namespace Harness.Reports.Html.Cost;

/// <summary>A table with a name, a heading for each column, and one for each row.</summary>
/// <param name="Name">What it holds; alone on its page, as those who hear the page tell tables by it.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Its rows, each as long as there are columns.</param>
internal sealed record CostTable(string Name, IReadOnlyList<CostColumn> Columns, IReadOnlyList<CostRow> Rows)
{
    private const string Number = "number";

    /// <summary>A table of texts; the first of each row is its heading.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="columns">Headings; one that begins with <c>&gt;</c> is of figures, which are aligned to the right.</param>
    /// <param name="rows">Texts; where the last one of a row is not empty, something is to be said against the row.</param>
    public static CostTable Of(string name, IReadOnlyList<string> columns, IEnumerable<IEnumerable<string>> rows)
    {
        CostColumn[] all = [.. columns.Select(column => new CostColumn(column.TrimStart('>'), column.StartsWith('>')))];
        return new CostTable(name, all, [.. rows.Select(row => new CostRow(
            [.. row.Index().Select(cell => new CostCell(cell.Item, all[cell.Index].IsNumber ? Number : "", cell.Index == 0))]))]);
    }

    /// <summary>The same, whose last column says what is to be said against a row, and is marked where it says something.</summary>
    public static CostTable WithDoubts(string name, IReadOnlyList<string> columns, IEnumerable<IEnumerable<string>> rows)
    {
        var plain = Of(name, columns, rows);
        return plain with { Rows = [.. plain.Rows.Select(Marked)] };
    }

    private static CostRow Marked(CostRow row) =>
        new([.. row.Cells.Take(row.Cells.Count - 1), row.Cells[^1] with { Style = row.Cells[^1].Text.Length > 0 ? "doubt" : "" }]);
}

/// <summary>A column.</summary>
/// <param name="Text">Its heading.</param>
/// <param name="IsNumber">Whether it holds figures.</param>
internal sealed record CostColumn(string Text, bool IsNumber);

/// <summary>A row.</summary>
/// <param name="Cells">Its cells.</param>
internal sealed record CostRow(IReadOnlyList<CostCell> Cells);

/// <summary>A cell.</summary>
/// <param name="Text">What stands in it.</param>
/// <param name="Style">Its class; empty for none.</param>
/// <param name="IsHead">Whether it is its row's heading.</param>
internal sealed record CostCell(string Text, string Style, bool IsHead);
