using System.Text.Json.Serialization;

namespace Harness.Results;

/// <summary>What a load plan's scenarios measured.</summary>
/// <param name="Plan">The plan's name.</param>
/// <param name="Scenarios">Each in the order of running; those that an interruption left out are missing.</param>
public sealed record PlanResult(string Plan, IReadOnlyList<PlannedFigures> Scenarios)
{
    /// <summary>Whether a threshold ended a scenario that measured the service.</summary>
    public bool IsExceeded => Scenarios.Any(one => one is { Exceeded: not null, Disturbed: null, Invalid: null });

    /// <summary>
    /// Whether a scenario did not measure what it asks for: its thresholds are not known, as it measured the load generator instead of the
    /// service, or the load generator did not reach its rate; or it was disturbed, and so was its repetition.
    /// </summary>
    public bool IsUndecided =>
        Scenarios.Any(one => one is { Disturbed: null, Invalid: not null } && (one.HasThresholds || one.MissesItsRate))
        || Scenarios.GroupBy(one => one.Scenario).Any(times => times.All(one => one is { HasThresholds: true, Disturbed: not null }));
}

/// <summary>One scenario of a plan.</summary>
public sealed record PlannedFigures
{
    /// <summary>Least share of the requests due that has to begin.</summary>
    private const double LeastSent = 0.99;

    /// <summary>Its name.</summary>
    public required string Scenario { get; init; }

    /// <summary>How its requests went, e.g. <c>API server 172.17.0.2:6443</c>.</summary>
    public required string Via { get; init; }

    /// <summary>Measured seconds, pauses included.</summary>
    public required double Seconds { get; init; }

    /// <summary>Passes through the steps with every answer right.</summary>
    public required long Requests { get; init; }

    /// <summary>Right passes per second.</summary>
    public required double RequestsPerSecond { get; init; }

    /// <summary>Passes that were to begin, where they come at a rate; 0 in a closed loop.</summary>
    public required long Due { get; init; }

    /// <summary>Those of them that began.</summary>
    public required long Sent { get; init; }

    /// <summary>Whether clearly fewer began than were to: then it is not the load that was asked for.</summary>
    [JsonIgnore]
    public bool MissesItsRate => Sent < Due * LeastSent;

    /// <summary>How late they began although a connection was free, 99th percentile in milliseconds; null in a closed loop.</summary>
    public double? SendLagP99 { get; init; }

    /// <summary>Latency of right passes; at a rate from the moment at which each was due.</summary>
    public required LatencyFigures Latency { get; init; }

    /// <summary>Passes that failed, by what went wrong.</summary>
    public required IReadOnlyDictionary<string, long> Errors { get; init; }

    /// <summary>Connections opened.</summary>
    public required long Connections { get; init; }

    /// <summary>Bytes received, heads included.</summary>
    public required long BytesReceived { get; init; }

    /// <summary>Whether the plan sets thresholds for it.</summary>
    public required bool HasThresholds { get; init; }

    /// <summary>The threshold that ended it early, e.g. <c>p99 above 50 ms</c>; null for none.</summary>
    public string? Exceeded { get; init; }

    /// <summary>Why the figures are those of the load generator and not of the service; null where they are not.</summary>
    public string? Invalid { get; init; }

    /// <summary>What disturbed it, so that its figures count for nothing: it was measured once more. Null where nothing did.</summary>
    public string? Disturbed { get; init; }

    /// <summary>Latency distribution and figures of each second, as files of the run.</summary>
    public IReadOnlyList<Attachment> Files { get; init; } = [];
}
