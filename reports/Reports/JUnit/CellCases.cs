using Harness.Proxying;
using Harness.Results;

namespace Harness.Reports.JUnit;

/// <summary>A case for each cell of the access matrices, so that a CI system shows which one differs, and since when.</summary>
internal static class CellCases
{
    public static IEnumerable<JUnitCase> Of(RunResults results) => results.Scenarios
        .SelectMany(scenario => scenario.Cells.Select(cell => (Cell: cell, Scenario: scenario.Name)))
        .GroupBy(seen => (seen.Cell.Matrix, seen.Cell.Row, seen.Cell.Column))
        .Select(place => Of(place.Key, [.. place]));

    /// <summary>Two scenarios may have looked at one cell: it is as expected where both found it so.</summary>
    private static JUnitCase Of((string Matrix, string Row, string Column) place, (MatrixCell Cell, string Scenario)[] seen)
    {
        var one = new JUnitCase($"Access matrix.{place.Matrix}", $"{place.Row}: {place.Column}");
        var wrong = seen.Where(look => !look.Cell.AsExpected).ToList();
        if (wrong.Count == 0)
            return one;
        // Without an answer nothing is known about the cell; that is no denial.
        var isUndecided = wrong.All(look => Is(look.Cell.Observed, VerdictKind.Failed));
        return one with
        {
            Outcome = isUndecided ? JUnitOutcome.Error : JUnitOutcome.Failure,
            Type = isUndecided ? "Undecided" : "Violation",
            Message = string.Join("; ", wrong.Select(look => $"expected {look.Cell.Expected}, observed {look.Cell.Observed}").Distinct()),
            Evidence = string.Join('\n', wrong.Select(look => $"seen by {look.Scenario}")),
        };
    }

    private static bool Is(string verdict, VerdictKind kind) => string.Equals(verdict, kind.ToString(), StringComparison.OrdinalIgnoreCase);
}
