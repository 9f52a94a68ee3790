using Harness.Results;

namespace Harness.Reports.Measured;

/// <summary>Which values of a figure are the better ones.</summary>
public enum FigureDirection
{
    /// <summary>Large ones: requests per second.</summary>
    Higher,

    /// <summary>Small ones: latencies, and how many times something costs.</summary>
    Lower,

    /// <summary>Neither: how two ways differ of which none is the one to be improved.</summary>
    Neither,
}

/// <summary>A figure of a run that is followed from run to run.</summary>
public sealed record HeadlineFigure
{
    /// <summary>Stays the same from run to run, e.g. <c>ladder/proxy/32/requests-per-second</c>.</summary>
    public required string Id { get; init; }

    /// <summary>For people, e.g. <c>proxy, 32 connections: requests per second</c>.</summary>
    public required string Title { get; init; }

    /// <summary>Its unit, e.g. <c>ms</c>; <c>×</c> for a ratio.</summary>
    public required string Unit { get; init; }

    /// <summary>Which values are better.</summary>
    public required FigureDirection Better { get; init; }

    /// <summary>What was measured, and by which benchmark: only figures of the same are compared with each other.</summary>
    public required string Benchmark { get; init; }

    /// <summary>The value, the geometric mean of the rounds where there are any; null where nothing was measured.</summary>
    public double? Value { get; init; }

    /// <summary>The value within the 95 % interval that this run alone gives; null where too little was measured for one.</summary>
    public Interval? Interval { get; init; }

    /// <summary>The values of the rounds in their order, those without one left out; empty where the figure has no rounds.</summary>
    public IReadOnlyList<double> Rounds { get; init; } = [];

    /// <summary>Why the value does not count, in a sentence without its full stop; null where it does.</summary>
    public string? Doubt { get; init; }

    /// <summary>Whether there is a value, and nothing against it.</summary>
    internal bool Counts => Value is not null && Doubt is null;

    /// <summary>Whether another run's figure is of the same thing.</summary>
    internal bool IsLike(HeadlineFigure other) => Id == other.Id && Benchmark == other.Benchmark && Unit == other.Unit;
}
