using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Cost;

/// <summary>Which programs a request costs processor time.</summary>
internal static class ProcessorTable
{
    private const int MostPrograms = 6;

    /// <summary>A row for each rung, the programs that take most.</summary>
    public static CostTable Of(string name, IReadOnlyList<ProcessorCost> costs)
    {
        var programs = costs.GroupBy(cost => cost.Program).OrderByDescending(of => of.Max(cost => cost.Microseconds.Estimate))
            .Select(of => of.Key).ToList();
        var shown = programs.Take(MostPrograms).ToList();
        var left = programs.Skip(MostPrograms).ToList();
        return CostTable.Of(
            name + (left.Count == 0 ? "" : $"; left out: {string.Join(", ", left)}"),
            ["Rung", ">In flight", .. shown.Select(program => $">{program}")],
            costs.GroupBy(cost => (cost.Rung, cost.Connections)).Select(of => (IEnumerable<string>)
            [
                of.Key.Rung, Figures.Count(of.Key.Connections),
                .. shown.Select(program => CostText.Of(of.FirstOrDefault(cost => cost.Program == program)?.Microseconds)),
            ]));
    }
}
