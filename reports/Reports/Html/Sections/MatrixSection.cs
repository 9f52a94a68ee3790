using Harness.Reports.Summary;
using Harness.Reports.Text;

namespace Harness.Reports.Html.Sections;

/// <summary>Who calls what, how, and what came of it, as a heat map; what differs is listed above it, each call below.</summary>
internal sealed class MatrixSection : IHtmlSection
{
    private const int MostWrong = 100;
    private const int MostListed = 5_000;
    private const int LongestEvidence = 600;

    /// <summary>So few have room for headings that are read without turning one's head.</summary>
    private const int FewColumns = 3;

    /// <inheritdoc/>
    public HtmlSection? Of(ReportInput input)
    {
        var tables = MatrixPlaces.Of(input.Results);
        if (tables.Count == 0)
            return null;
        var count = MatrixCount.Of(input.Results);
        var places = tables.SelectMany(table => table.Places.Values).ToList();
        var wrong = places.Where(place => place.Verdict != CellVerdict.AsExpected).OrderBy(place => place.Verdict).ToList();
        var used = places.Select(place => MatrixSign.Of(place.Worst)).ToHashSet();
        var model = new MatrixModel(
            Intro(count, places.Count),
            [.. wrong.Take(MostWrong).Select(Entry)],
            wrong.Count > MostWrong ? Figures.Count(wrong.Count - MostWrong) : "",
            [.. MatrixSign.All.Where(used.Contains)],
            [.. MatrixBlocks.Stacks(MatrixBlocks.Of(tables)).Select(Of)],
            [.. tables.Select(List).Where(list => list.Entries.Count > 0)],
            Figures.Count(places.Count),
            places.Count > MostListed ? Figures.Count(places.Count - MostListed) : "");
        return new HtmlSection("matrix", "Access matrix", HtmlTemplates.Fill("Sections.matrix", model));
    }

    private static string Intro(MatrixCount count, int places)
    {
        var again = count.Cells == places ? "" : $" ({Figures.Counted(places, "place")}: several scenarios looked at some)";
        return $"{Figures.Count(count.AsExpected)} of {Figures.Counted(count.Cells, "cell")} are as expected{again}.";
    }

    private static StackModel Of(IReadOnlyList<MatrixBlock> stack) =>
        new([.. stack.Select(Of)], stack.Any(block => block.Tables.Count > 1));

    private static BlockModel Of(MatrixBlock block)
    {
        var first = block.Tables[0].Table;
        return new BlockModel(
            block.Title,
            [.. block.Tables.Select(one => one.Name)],
            block.Tables.Count > 1,
            block.Tables.Count == 1 && first.Columns.Count <= FewColumns,
            first.Columns.Count,
            [.. block.Tables.SelectMany(one => one.Table.Columns.Index()).Select(Column)],
            [.. first.Rows.Select(row => new RowModel(row, [.. block.Tables.SelectMany(one => Row(one.Table, row))]))]);
    }

    private static ColumnModel Column((int Index, string Name) column) => new(column.Name, column.Index == 0 ? "first" : "");

    private static IEnumerable<SquareModel> Row(MatrixTable table, string row) => table.Columns.Select((column, index) =>
    {
        var edge = index == 0 ? " first" : "";
        if (!table.Places.TryGetValue((row, column), out var place))
            return new SquareModel("", $"none{edge}", "", "not tried");
        var sign = MatrixSign.Of(place.Worst);
        return new SquareModel(IsListed(place) ? Anchor(place) : "", $"{sign.Style}{edge}", sign.Sign, $"{column}: {Word(place)}");
    });

    private static ListModel List(MatrixTable table) => new(
        table.Name, [.. table.Places.Values.OrderBy(place => place.Number).Where(IsListed).Select(Entry)]);

    private static bool IsListed(MatrixPlace place) => place.Number <= MostListed;

    private static string Anchor(MatrixPlace place) => FormattableString.Invariant($"cell-{place.Number}");

    private static string Word(MatrixPlace place) => place.Verdict == CellVerdict.AsExpected
        ? $"{MatrixSign.Word(place.Worst.Observed)}, as expected"
        : $"{MatrixSign.Word(place.Worst.Observed)}, expected {MatrixSign.Word(place.Worst.Expected)}";

    private static EntryModel Entry(MatrixPlace place)
    {
        var (worst, sign) = (place.Worst, MatrixSign.Of(place.Worst));
        return new EntryModel(
            Anchor(place), IsListed(place), sign.Style, sign.Sign, sign.Meaning, worst.Matrix, worst.Row, worst.Column,
            MatrixSign.Word(worst.Expected),
            string.Join("; also: ", place.Cells.Select(cell => MatrixSign.Word(cell.Observed)).Distinct()),
            place.Evidence.Length == 0 ? "The run did not record this call." : Evidence.Clip(place.Evidence, LongestEvidence));
    }

    private sealed record MatrixModel(
        string Intro, IReadOnlyList<EntryModel> Wrong, string MoreWrong, IReadOnlyList<MatrixSign> Legend, IReadOnlyList<StackModel> Stacks,
        IReadOnlyList<ListModel> Lists, string Count, string Unlisted);

    private sealed record StackModel(IReadOnlyList<BlockModel> Blocks, bool IsFull);

    private sealed record BlockModel(
        string Title, IReadOnlyList<string> Groups, bool HasGroups, bool IsNarrow, int Width, IReadOnlyList<ColumnModel> Columns,
        IReadOnlyList<RowModel> Rows);

    private sealed record ColumnModel(string Name, string Style);

    private sealed record RowModel(string Name, IReadOnlyList<SquareModel> Squares);

    private sealed record SquareModel(string Anchor, string Style, string Sign, string Label);

    private sealed record ListModel(string Name, IReadOnlyList<EntryModel> Entries);

    private sealed record EntryModel(
        string Anchor, bool IsListed, string Style, string Sign, string Meaning, string Matrix, string Row, string Column, string Expected,
        string Observed, string Evidence);
}
