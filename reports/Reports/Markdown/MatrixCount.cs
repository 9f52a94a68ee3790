using Harness.Results;

namespace Harness.Reports.Markdown;

/// <summary>The cells of a run's matrices by how they came out: a hole and a blocked call are different problems.</summary>
/// <param name="Cells">All cells.</param>
/// <param name="AsExpected">Those whose observed verdict was the expected one.</param>
/// <param name="Open">Those let through that must not be.</param>
/// <param name="Closed">Those denied that must be let through.</param>
internal sealed record MatrixCount(int Cells, int AsExpected, int Open, int Closed)
{
    /// <summary>Those that differ in another way, e.g. a call that failed.</summary>
    public int Other => Cells - AsExpected - Open - Closed;

    public static MatrixCount Of(RunResults results)
    {
        MatrixCell[] cells = [.. results.Scenarios.SelectMany(scenario => scenario.Cells)];
        return new MatrixCount(
            cells.Length,
            cells.Count(cell => cell.AsExpected),
            cells.Count(cell => !cell.AsExpected && MatrixSymbol.IsAllowed(cell.Observed) && MatrixSymbol.IsDenied(cell.Expected)),
            cells.Count(cell => !cell.AsExpected && MatrixSymbol.IsDenied(cell.Observed) && MatrixSymbol.IsAllowed(cell.Expected)));
    }
}
