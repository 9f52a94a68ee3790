namespace Harness.Reports.Rows;

/// <summary>One round of a benchmark.</summary>
/// <param name="Benchmark">Name of the benchmark.</param>
/// <param name="Part">Which of its parts, e.g. <c>ladder</c>.</param>
/// <param name="Way">What was measured in it, e.g. <c>proxy</c>.</param>
internal sealed record RoundRow(string Benchmark, string Part, string Way)
{
    /// <summary>The columns.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "run", "benchmark", "part", "way", "connections", "body_bytes", "asked_per_second", "block", "place", "seconds", "requests",
        "errors", "requests_per_second", "p50_ms", "p99_ms", "invalid",
    ];

    /// <summary>Requests kept in flight; null where that is not what was set.</summary>
    public int? Connections { get; init; }

    /// <summary>Bytes of each body; null where it does not matter.</summary>
    public long? BodyBytes { get; init; }

    /// <summary>Requests per second that were asked for; null in a closed loop.</summary>
    public double? AskedPerSecond { get; init; }

    /// <summary>Its block, or its number.</summary>
    public int? Block { get; init; }

    /// <summary>Its place in the block.</summary>
    public int? Place { get; init; }

    /// <summary>Its measured length.</summary>
    public double? Seconds { get; init; }

    /// <summary>Requests that were answered correctly.</summary>
    public long? Requests { get; init; }

    /// <summary>Requests that failed.</summary>
    public long? Errors { get; init; }

    /// <summary>Correctly answered requests per second.</summary>
    public double? RequestsPerSecond { get; init; }

    /// <summary>Median latency; null where nothing was answered.</summary>
    public double? P50 { get; init; }

    /// <summary>99th percentile; null where nothing was answered.</summary>
    public double? P99 { get; init; }

    /// <summary>Why it does not count; null where it does.</summary>
    public string? Invalid { get; init; }

    /// <summary>Its fields in the order of the columns.</summary>
    public IEnumerable<object?> Fields(string run) =>
    [
        run, Benchmark, Part, Way, Connections, BodyBytes, AskedPerSecond, Block, Place, Seconds, Requests, Errors, RequestsPerSecond,
        P50, P99, Invalid,
    ];
}
