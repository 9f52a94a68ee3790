namespace Harness.Results;

/// <summary>Calls while the pods behind a service changed. Times are in seconds from the API server's answer to the change.</summary>
public sealed record HeadlessChange
{
    /// <summary>What was changed, e.g. <c>scale 3 → 6</c>.</summary>
    public required string Change { get; init; }

    /// <summary>Requests per second, whatever the server does.</summary>
    public required double Rate { get; init; }

    /// <summary>Requests that were answered.</summary>
    public required long Answers { get; init; }

    /// <summary>Those that were not, by what went wrong.</summary>
    public required IReadOnlyDictionary<string, long> Errors { get; init; }

    /// <summary>Latency of the answered ones, from the moment each was due; null where none was.</summary>
    public required LatencyFigures? Latency { get; init; }

    /// <summary>Pods that came, and when each answered a call of the load for the first time; null for one that did not.</summary>
    public required IReadOnlyDictionary<string, double?> NewPods { get; init; }

    /// <summary>Pods that went, and when each answered a call of the load for the last time; null for one that did not any more.</summary>
    public required IReadOnlyDictionary<string, double?> RemovedPods { get; init; }

    /// <summary>When the Deployment had all its pods ready and no others were left; null without a change, and where it did not.</summary>
    public double? Settled { get; init; }

    /// <summary>Why it did not settle; null where it did, and without a change.</summary>
    public string? NotSettled { get; init; }

    /// <summary>Every round; the change came in the first, and the last one began when all had settled.</summary>
    public required IReadOnlyList<HeadlessRound> Rounds { get; init; }
}
