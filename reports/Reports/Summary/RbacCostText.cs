using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Summary;

/// <summary>What authorization costs, in a sentence.</summary>
internal static class RbacCostText
{
    /// <summary>What each growth adds to a denied call at the largest size, the most first; null where that is not known.</summary>
    public static string? Line(RbacCostResult measured)
    {
        if (measured.Steps.Where(step => !step.IsRemoved).MaxBy(step => step.Size) is not { Size: > 1 } largest)
            return null;
        var added = from cell in largest.Cells
                    where cell.Call == RbacCall.Denied
                    let more = cell.Added
                    where more is not null
                    orderby more.Estimate descending
                    let text = $"{Figures.Number(more.Estimate)} ms [{Figures.Number(more.Low)}, {Figures.Number(more.High)}]"
                    select $"{text} for {cell.Growth}";
        var all = string.Join(", ", added);
        return all.Length == 0 ? null : $"a 403 takes longer with {Figures.Count(largest.Size)} of each: {all}";
    }
}
