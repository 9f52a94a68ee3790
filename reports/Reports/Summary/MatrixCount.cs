using Harness.Results;

namespace Harness.Reports.Summary;

/// <summary>The cells of a run's matrices by how they came out.</summary>
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
        var verdicts = results.Scenarios.SelectMany(scenario => scenario.Cells).CountBy(CellVerdicts.Of).ToDictionary();
        int Count(CellVerdict verdict) => verdicts.GetValueOrDefault(verdict);

        return new MatrixCount(
            verdicts.Values.Sum(), Count(CellVerdict.AsExpected), Count(CellVerdict.Open), Count(CellVerdict.Closed));
    }
}
