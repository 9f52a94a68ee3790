namespace Harness.Reports.Charts;

/// <summary>Bars that lie below each other, with their names at the left and their figures at the right.</summary>
/// <param name="Id">An id that is alone on its page.</param>
/// <param name="Title">What it shows, in a few words.</param>
/// <param name="Description">What is seen in it.</param>
/// <param name="Axis">The axis at the bottom.</param>
/// <param name="Rows">From top to bottom.</param>
internal sealed record BarChart(string Id, string Title, string Description, ChartAxis Axis, IReadOnlyList<BarRow> Rows)
{
    /// <summary>Values that are drawn from top to bottom.</summary>
    public IReadOnlyList<ChartLimit> Limits { get; init; } = [];
}

/// <summary>One bar.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">Its figures as text.</param>
/// <param name="Hint">What a pointer on it shows.</param>
internal sealed record BarRow(string Name, string Text, string Hint)
{
    /// <summary>Where it begins and ends; null where there is nothing to draw.</summary>
    public (double Start, double End)? Span { get; init; }

    /// <summary>The interval of its end; null where it is not known.</summary>
    public (double Low, double High)? Whisker { get; init; }

    /// <summary>Which series' colour it has, from 0.</summary>
    public int Colour { get; init; }

    /// <summary>Whether it does not hold: then it is hollow.</summary>
    public bool IsDoubtful { get; init; }

    /// <summary>The row at whose end it begins; a thin line joins both.</summary>
    public int? From { get; init; }
}
