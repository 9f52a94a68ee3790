namespace Harness.Reports.Charts;

/// <summary>Series over a common axis.</summary>
/// <param name="Id">An id that is alone on its page.</param>
/// <param name="Title">What it shows, in a few words.</param>
/// <param name="Description">What is seen in it.</param>
/// <param name="X">The axis at the bottom.</param>
/// <param name="Y">The axis at the left.</param>
/// <param name="Series">What is drawn, the most important first.</param>
internal sealed record LineChart(
    string Id, string Title, string Description, ChartAxis X, ChartAxis Y, IReadOnlyList<ChartSeries> Series)
{
    /// <summary>Values that are drawn as lines across.</summary>
    public IReadOnlyList<ChartLimit> Limits { get; init; } = [];

    /// <summary>A place on the axis at the bottom that is drawn from top to bottom.</summary>
    public ChartPlace? Place { get; init; }

    /// <summary>How far series keep beside each other, so that their whiskers do not cover one another.</summary>
    public double Beside { get; init; }

    /// <summary>Its height.</summary>
    public double Height { get; init; } = 360;
}

/// <summary>One series.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Points">Its points, from left to right.</param>
internal sealed record ChartSeries(string Name, IReadOnlyList<ChartPoint> Points)
{
    /// <summary>Whether a line joins its points.</summary>
    public bool IsJoined { get; init; } = true;

    /// <summary>Whether its points are marked.</summary>
    public bool IsMarked { get; init; } = true;
}

/// <summary>A point of a series.</summary>
/// <param name="X">Along the bottom.</param>
/// <param name="Y">Along the left.</param>
/// <param name="Hint">What a pointer on it shows.</param>
internal sealed record ChartPoint(double X, double Y, string Hint)
{
    /// <summary>Lower end of its interval.</summary>
    public double? Low { get; init; }

    /// <summary>Upper end of its interval.</summary>
    public double? High { get; init; }

    /// <summary>Whether it does not hold: then it is hollow.</summary>
    public bool IsDoubtful { get; init; }
}

/// <summary>A value that is drawn as a line across.</summary>
/// <param name="Value">The value.</param>
/// <param name="Text">What is written at it.</param>
internal sealed record ChartLimit(double Value, string Text)
{
    /// <summary>Whether values must not be beyond it; else it is what they are held against.</summary>
    public bool IsBound { get; init; }
}

/// <summary>A place on the axis at the bottom.</summary>
/// <param name="Value">The place; null where only bounds are known.</param>
/// <param name="Low">Lower bound; null where it is not known.</param>
/// <param name="High">Upper bound; null where it is not known.</param>
/// <param name="Text">What is written at it.</param>
internal sealed record ChartPlace(double? Value, double? Low, double? High, string Text);
