using Harness.Reports.Summary;
using Harness.Results;

namespace Harness.Reports.Html.Sections;

/// <summary>One place of a matrix: several scenarios may have looked at it, and may have seen different things.</summary>
/// <param name="Number">Its number on the page, from 1.</param>
/// <param name="Cells">What was seen, the worst first.</param>
/// <param name="Evidence">The call and its answer; empty where no scenario recorded it.</param>
internal sealed record MatrixPlace(int Number, IReadOnlyList<MatrixCell> Cells, string Evidence)
{
    /// <summary>The worst that was seen.</summary>
    public MatrixCell Worst => Cells[0];

    /// <summary>How that came out.</summary>
    public CellVerdict Verdict => CellVerdicts.Of(Worst);
}

/// <summary>One matrix: rows and columns in the order in which they first appear.</summary>
internal sealed record MatrixTable(
    string Name, IReadOnlyList<string> Rows, IReadOnlyList<string> Columns,
    IReadOnlyDictionary<(string Row, string Column), MatrixPlace> Places);

/// <summary>Puts a run's cells into their tables.</summary>
internal static class MatrixPlaces
{
    public static IReadOnlyList<MatrixTable> Of(RunResults results)
    {
        var seen = results.Scenarios.SelectMany(Seen).ToList();
        var number = 0;
        return
        [
            .. seen.GroupBy(one => one.Cell.Matrix).Select(table => new MatrixTable(
                table.Key,
                [.. table.Select(one => one.Cell.Row).Distinct()],
                [.. table.Select(one => one.Cell.Column).Distinct()],
                table.GroupBy(one => (one.Cell.Row, one.Cell.Column)).ToDictionary(place => place.Key, place => Of(++number, [.. place])))),
        ];
    }

    private static MatrixPlace Of(int number, List<(MatrixCell Cell, string Evidence)> seen)
    {
        var worst = seen.OrderBy(one => CellVerdicts.Of(one.Cell)).ToList();
        var evidence = worst.Where(one => CellVerdicts.Of(one.Cell) == CellVerdicts.Of(worst[0].Cell))
            .Select(one => one.Evidence).FirstOrDefault(text => text.Length > 0) ?? "";
        return new MatrixPlace(number, [.. worst.Select(one => one.Cell)], evidence);
    }

    /// <summary>A scenario's cells. The call behind one is its own, or that of the observation that bears its name.</summary>
    private static IEnumerable<(MatrixCell Cell, string Evidence)> Seen(ScenarioResult scenario)
    {
        if (scenario.Cells.Count == 0)
            return [];
        var observations = scenario.Observations.DistinctBy(one => one.Subject).ToDictionary(one => one.Subject, one => one.Evidence);
        return scenario.Cells.Select(cell =>
            (cell, cell.Evidence ?? observations.GetValueOrDefault($"{cell.Row}: {cell.Column}") ?? ""));
    }
}
