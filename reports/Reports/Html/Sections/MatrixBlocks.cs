namespace Harness.Reports.Html.Sections;

/// <summary>Tables that stand side by side as one, since their rows and their columns are the same; most are alone.</summary>
/// <param name="Title">What they are called together.</param>
/// <param name="Tables">The tables, each with what it alone is called; empty for one that is alone.</param>
internal sealed record MatrixBlock(string Title, IReadOnlyList<(string Name, MatrixTable Table)> Tables)
{
    /// <summary>Its columns, those of all its tables.</summary>
    public int Columns => Tables.Sum(one => one.Table.Columns.Count);

    /// <summary>Its rows, which its tables share.</summary>
    public int Rows => Tables[0].Table.Rows.Count;
}

/// <summary>Joins tables to blocks, the widest first: hundreds of cells are compared at a glance only if they share rows.</summary>
internal static class MatrixBlocks
{
    private const int SmallRows = 8;
    private const int StackedRows = 10;

    public static IReadOnlyList<MatrixBlock> Of(IReadOnlyList<MatrixTable> tables) =>
    [
        .. tables.GroupBy(table => (Rows: Key(table.Rows), Columns: Key(table.Columns), Family: Family(table)))
            .Select(alike => alike.Count() == 1
                ? new MatrixBlock(alike.Single().Name, [("", alike.Single())])
                : new MatrixBlock(alike.Key.Family, [.. alike.Select(table => (table.Name[(alike.Key.Family.Length + 2)..], table))]))
            .OrderByDescending(block => block.Columns).ThenByDescending(block => block.Rows),
    ];

    /// <summary>Blocks that stand one below the other: small ones share the height that one of the others takes.</summary>
    public static IReadOnlyList<IReadOnlyList<MatrixBlock>> Stacks(IReadOnlyList<MatrixBlock> blocks)
    {
        var stacks = new List<List<MatrixBlock>>();
        foreach (var block in blocks.OrderBy(IsSmall))
        {
            if (IsSmall(block) && stacks is [.., var last] && last.All(IsSmall) && last.Append(block).Sum(one => one.Rows) <= StackedRows)
                last.Add(block);
            else
                stacks.Add([block]);
        }

        return stacks;
    }

    private static bool IsSmall(MatrixBlock block) => block.Tables.Count == 1 && block.Rows <= SmallRows;

    /// <summary>What stands before the colon: <c>Generated matrix</c>; a name without one has a family of its own.</summary>
    private static string Family(MatrixTable table)
    {
        var end = table.Name.IndexOf(": ", StringComparison.Ordinal);
        return end < 0 ? $"\0{table.Name}" : table.Name[..end];
    }

    // Separated by what PrintableText leaves in no name that is shown, so that no two lists look the same.
    private static string Key(IEnumerable<string> names) => string.Join('\u001f', names);
}
