namespace Harness.Reports.Charts;

/// <summary>How series differ: by colour, by shape of their marks, and from the seventh on by dashes as well.</summary>
internal static class ChartStyle
{
    private const int Colours = 6;

    /// <summary>Most series that can be told from each other.</summary>
    public const int MostSeries = 2 * Colours;

    /// <summary>Classes of the series with a place in the list, from 0.</summary>
    public static string Of(int series) => $"s{(series % Colours) + 1}{(series / Colours % 2 == 1 ? " dashed" : "")}";

    /// <summary>The shape of its marks: the seventh series has the first one's colour, and another shape.</summary>
    public static int ShapeOf(int series) => series + (series / Colours);
}
