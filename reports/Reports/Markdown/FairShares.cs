namespace Harness.Reports.Markdown;

/// <summary>Divides what there is: who wants little gets all of it, and the others share the rest evenly.</summary>
internal static class FairShares
{
    /// <summary>Each one's share, in the order of their wants.</summary>
    public static IReadOnlyList<int> Of(IReadOnlyList<int> wants, int total)
    {
        var shares = new int[wants.Count];
        var (left, others) = (total, wants.Count);
        foreach (var (at, want) in wants.Index().OrderBy(one => one.Item))
        {
            shares[at] = Math.Min(want, left / others--);
            left -= shares[at];
        }

        return shares;
    }
}
