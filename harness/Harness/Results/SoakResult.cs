using System.Text.Json.Serialization;

namespace Harness.Results;

/// <summary>Constant load through the proxy for a long time: what changes with time alone.</summary>
public sealed record SoakResult
{
    /// <summary>Proxied requests per second before the soak, in a closed loop.</summary>
    public required double Capacity { get; init; }

    /// <summary>
    /// Why <see cref="Capacity"/> is that of the load generator and not of the proxy, measured twice; null where it holds.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CapacityInvalid { get; init; }

    /// <summary>Requests kept in flight for <see cref="Capacity"/>.</summary>
    public required int InFlight { get; init; }

    /// <summary>Proxied requests per second that were asked for all the time.</summary>
    public required double Rate { get; init; }

    /// <summary>Share of a figure's median by which it may change in an hour and still counts as steady, e.g. 0.05.</summary>
    public required double Margin { get; init; }

    /// <summary>How often the consumer's token was renewed.</summary>
    public required int Renewals { get; init; }

    /// <summary>How long the API server made the newest token valid, in seconds.</summary>
    public required double TokenSeconds { get; init; }

    /// <summary>Every window, in order, invalid and disturbed ones among them.</summary>
    public required IReadOnlyList<SoakWindow> Windows { get; init; }

    /// <summary>How each figure changed.</summary>
    public required IReadOnlyList<SoakTrend> Trends { get; init; }

    /// <summary>What could not be measured, and why.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}

/// <summary>A part of the time.</summary>
/// <param name="At">Its middle, in seconds since the first window's begin.</param>
/// <param name="Seconds">Its measured length.</param>
/// <param name="Requests">Requests answered correctly in it.</param>
/// <param name="RequestsPerSecond">Correctly answered requests per second.</param>
/// <param name="P50">
/// Median latency in milliseconds, from the moment each was due; null where <see cref="Percentile"/> does not take it for known.
/// </param>
/// <param name="P99">99th percentile in milliseconds; null as before.</param>
/// <param name="Errors">Requests that failed, by what went wrong.</param>
/// <param name="Looks">Memory and sockets at its end.</param>
public sealed record SoakWindow(
    double At, double Seconds, long Requests, double RequestsPerSecond, double? P50, double? P99,
    IReadOnlyDictionary<string, long> Errors, SoakLook Looks)
{
    /// <summary>Median latency on the direct way right after it, one request in flight, in milliseconds: the machine's own drift.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? DirectP50 { get; init; }

    /// <summary>
    /// Why a look at the direct way says nothing: the engine measured itself. Null where it counts, and where there was none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DirectInvalid { get; init; }

    /// <summary>Why its figures say nothing: it was disturbed, or the engine measured itself. Null where they count.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Invalid { get; init; }

    /// <summary>Whether something disturbed it: then memory and sockets say nothing either.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsDisturbed { get; init; }
}

/// <summary>Memory and sockets at one moment; null for what is not known.</summary>
/// <param name="ApiServerMemory">Resident memory of the API server in bytes.</param>
/// <param name="ClientMemory">Resident memory of the load generator in bytes.</param>
/// <param name="ClientHeap">What its managed objects take after a collection, in bytes.</param>
/// <param name="Established">Connections of this host.</param>
/// <param name="TimeWait">Sockets of this host in TIME_WAIT.</param>
/// <param name="NodeTimeWait">Sockets of the node in TIME_WAIT: the API server's connections to pods are among them.</param>
public sealed record SoakLook(
    long? ApiServerMemory, long ClientMemory, long ClientHeap, long? Established, long? TimeWait, long? NodeTimeWait);

/// <summary>Whether a figure changes with time.</summary>
public enum TrendVerdict
{
    /// <summary>Too little was measured, or it scatters too much, to say any of the others.</summary>
    Undecided,

    /// <summary>It stays within the margin.</summary>
    Steady,

    /// <summary>It rises, and by more than the margin.</summary>
    Rising,

    /// <summary>It falls, and by more than the margin.</summary>
    Falling,
}

/// <summary>How a figure changed.</summary>
/// <param name="Figure">Its name.</param>
/// <param name="Unit">Its unit, e.g. <c>ms</c>; empty for a count.</param>
/// <param name="Windows">Windows that count.</param>
/// <param name="Median">Its median.</param>
/// <param name="PerHour">By how much it changes in an hour; null with too few windows.</param>
/// <param name="Verdict">What that says.</param>
public sealed record SoakTrend(string Figure, string Unit, int Windows, double Median, Interval? PerHour, TrendVerdict Verdict)
{
    /// <summary>Name of the share of requests that failed.</summary>
    public const string Failed = "failed";
}
