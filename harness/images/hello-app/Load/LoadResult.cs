namespace HelloApp.Load;

/// <summary>The one line that a load run prints.</summary>
/// <param name="Seconds">Measured length, without the warm-up.</param>
/// <param name="Requests">Requests answered with 2xx in that time.</param>
/// <param name="Errors">All others, by what went wrong.</param>
/// <param name="LatencyMicroseconds">Latency of the requests answered with 2xx, to the end of the body.</param>
/// <param name="FirstStatus">Status of the first answer of all; null when none came.</param>
/// <param name="FirstBody">Its body's first KiB.</param>
internal sealed record LoadResult(
    double Seconds,
    long Requests,
    SortedDictionary<string, long> Errors,
    LatencySummary LatencyMicroseconds,
    int? FirstStatus,
    string? FirstBody);

/// <summary>Latencies in microseconds.</summary>
/// <param name="Histogram">Pairs of upper bound and count, rising; bounds are less than 1 % above the values.</param>
/// <param name="Max">The largest, exactly.</param>
internal sealed record LatencySummary(long[][] Histogram, long Max);
