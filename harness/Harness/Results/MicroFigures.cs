namespace Harness.Results;

/// <summary>One of the program's own operations, measured by BenchmarkDotNet.</summary>
public sealed record MicroFigures
{
    /// <summary>What it belongs to, e.g. <c>HistogramBenchmarks</c>.</summary>
    public required string Group { get; init; }

    /// <summary>The operation, e.g. <c>record one latency</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Mean time of one operation in nanoseconds, over the iterations that BenchmarkDotNet kept; null where it failed.</summary>
    public double? MeanNanoseconds { get; init; }

    /// <summary>The mean with its bounds; null where fewer than two iterations were kept.</summary>
    public Interval? Nanoseconds { get; init; }

    /// <summary>Bytes that one operation allocates on the managed heap; null where that was not measured.</summary>
    public long? AllocatedBytes { get; init; }

    /// <summary>Nanoseconds of one operation in each iteration, outliers included, in order.</summary>
    public required IReadOnlyList<double> Iterations { get; init; }
}
