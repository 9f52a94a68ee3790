namespace Harness.Reports.Html.Cost;

/// <summary>Which numbers of connections are pictured, where a run has more of them than anybody looks at.</summary>
internal static class Chosen
{
    private const int MostPictures = 4;

    /// <summary>All, or the smallest, the largest and some between; in order.</summary>
    public static IReadOnlyList<int> Of(IEnumerable<int> connections)
    {
        var all = connections.Distinct().Order().ToList();
        return all.Count <= MostPictures
            ? all
            : [.. Enumerable.Range(0, MostPictures).Select(i => all[(int)Math.Round(i * (all.Count - 1) / (MostPictures - 1.0))])];
    }
}
