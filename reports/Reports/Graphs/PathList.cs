using Harness.Reports.Text;

namespace Harness.Reports.Graphs;

/// <summary>Paths of a service where there is room for a few.</summary>
internal static class PathList
{
    private const int Most = 5;

    /// <summary>The first of them, and how many more there are.</summary>
    public static string Of(IReadOnlyList<string> paths) => string.Join(", ", paths.Take(Most))
        + (paths.Count > Most ? $" and {Figures.Count(paths.Count - Most)} more" : "");
}
