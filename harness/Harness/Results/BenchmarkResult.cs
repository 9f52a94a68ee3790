using System.Text.Json.Serialization;

namespace Harness.Results;

/// <summary>Load measured over one route at one number of connections, all rounds.</summary>
public sealed record RouteFigures
{
    /// <summary>Which way the requests went: <c>proxied</c> or <c>direct</c>.</summary>
    public required string Route { get; init; }

    /// <summary>How the way was reached, e.g. <c>node's bridge address 172.17.0.2:30080</c>.</summary>
    public required string Via { get; init; }

    /// <summary>Connections kept busy at once.</summary>
    public required int Connections { get; init; }

    /// <summary>Figures of each round, in order.</summary>
    public required IReadOnlyList<RoundFigures> Rounds { get; init; }

    /// <summary>Median over the rounds of answered requests per second.</summary>
    public required double RequestsPerSecond { get; init; }

    /// <summary>Latency of answered requests over all rounds.</summary>
    public required LatencyFigures Latency { get; init; }

    /// <summary>Answered requests over all rounds.</summary>
    public required long Requests { get; init; }

    /// <summary>Requests that failed or were answered wrongly, by what went wrong.</summary>
    public required IReadOnlyDictionary<string, long> Errors { get; init; }
}

/// <summary>One measured round.</summary>
/// <param name="Seconds">Its measured length.</param>
/// <param name="Requests">Requests answered correctly in it.</param>
/// <param name="Errors">Requests that failed in it.</param>
/// <param name="RequestsPerSecond">Correctly answered requests per second.</param>
public sealed record RoundFigures(double Seconds, long Requests, long Errors, double RequestsPerSecond);

/// <summary>Latency percentiles in milliseconds.</summary>
/// <param name="P50">Median.</param>
/// <param name="P90">90th percentile.</param>
/// <param name="P99">99th percentile.</param>
/// <param name="Max">Largest.</param>
public sealed record LatencyFigures(double P50, double P90, double P99, double Max)
{
    /// <summary>The distribution in more places, rising, as far as there are answers for it; null where it was not kept.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<LatencyPercentile>? Percentiles { get; init; }
}

/// <summary>A place in a distribution of latencies.</summary>
/// <param name="Quantile">Share of the answers that took no longer, e.g. 0.999.</param>
/// <param name="Milliseconds">How long they took at most.</param>
public sealed record LatencyPercentile(double Quantile, double Milliseconds);

/// <summary>Proxied against direct at one number of connections.</summary>
/// <param name="Proxied">Through the API server.</param>
/// <param name="Direct">Straight to the service.</param>
public sealed record Comparison(RouteFigures Proxied, RouteFigures Direct)
{
    /// <summary>Connections kept busy at once on either route.</summary>
    public int Connections => Proxied.Connections;

    /// <summary>
    /// Direct over proxied requests per second, by the medians of the rounds; null when nothing was answered. Reports take the mean of the
    /// rounds' own ratios, which has an interval.
    /// </summary>
    public double? ThroughputRatio =>
        Proxied.RequestsPerSecond > 0 && Direct.RequestsPerSecond > 0 ? Direct.RequestsPerSecond / Proxied.RequestsPerSecond : null;

    /// <summary>Proxied over direct median latency; null when nothing was answered.</summary>
    public double? MedianLatencyRatio =>
        Proxied.Latency.P50 > 0 && Direct.Latency.P50 > 0 ? Proxied.Latency.P50 / Direct.Latency.P50 : null;
}

/// <summary>The result of one benchmark command.</summary>
public sealed record BenchmarkResult
{
    /// <summary>Which benchmark, e.g. <c>quick</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The workload behind both routes, e.g. <c>hello-app, 1 replica, GET /</c>.</summary>
    public required string Target { get; init; }

    /// <summary>One comparison for each number of connections.</summary>
    public required IReadOnlyList<Comparison> Comparisons { get; init; }

    /// <summary>What each step between the two ways costs; null when it was not measured.</summary>
    public LadderResult? Ladder { get; init; }

    /// <summary>What proxied load does to the cluster that carries it; null when it was not measured.</summary>
    public SideEffectsResult? SideEffects { get; init; }

    /// <summary>What authorization costs as RBAC grows; null when it was not measured.</summary>
    public RbacCostResult? RbacCost { get; init; }

    /// <summary>A headless service under load; null when it was not measured.</summary>
    public HeadlessResult? Headless { get; init; }

    /// <summary>Answers of several sizes on the direct way and through the proxy; null when they were not measured.</summary>
    public LadderResult? Bodies { get; init; }

    /// <summary>The ways that people use instead of the proxy, side by side; null when they were not measured.</summary>
    public LadderResult? Alternatives { get; init; }

    /// <summary>What a load plan measured; null when none was run.</summary>
    public PlanResult? Plan { get; init; }

    /// <summary>What several agents measured together; null when there were none.</summary>
    public AgentsResult? Agents { get; init; }

    /// <summary>The program's own operations; null when they were not measured.</summary>
    public IReadOnlyList<MicroFigures>? Micro { get; init; }

    /// <summary>What constant load changes with time; null when it was not measured.</summary>
    public SoakResult? Soak { get; init; }

    /// <summary>Two Kubernetes versions side by side; null when they were not compared.</summary>
    public VersionComparison? Versions { get; init; }

    /// <summary>Whether it compares ways to the workload; what looks at something else has a section of its own in reports.</summary>
    [JsonIgnore]
    public bool ComparesWays => SideEffects is null && RbacCost is null && Headless is null && Micro is null
        && Soak is null && Versions is null;

    /// <summary>When it began (UTC).</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }
}
