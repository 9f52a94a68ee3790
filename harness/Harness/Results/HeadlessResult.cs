namespace Harness.Results;

/// <summary>A headless service under load: how its pods share the calls, and what happens to calls while the pods change.</summary>
public sealed record HeadlessResult
{
    /// <summary>How the pods shared the calls, for each way to call.</summary>
    public required IReadOnlyList<HeadlessSpread> Spreads { get; init; }

    /// <summary>What happened while the pods changed, in order; the first one is without a change.</summary>
    public required IReadOnlyList<HeadlessChange> Changes { get; init; }

    /// <summary>What could not be measured, each with the reason.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}

/// <summary>How the pods shared the calls of all rounds.</summary>
public sealed record HeadlessSpread
{
    /// <summary>How it was called, e.g. <c>one connection for all requests</c>.</summary>
    public required string Way { get; init; }

    /// <summary>Requests in flight at once.</summary>
    public required int InFlight { get; init; }

    /// <summary>Answers that were wanted; the rounds ended with them, or with their time.</summary>
    public required long Wanted { get; init; }

    /// <summary>Answers of each pod, also of one that gave none.</summary>
    public required IReadOnlyDictionary<string, long> Pods { get; init; }

    /// <summary>Requests that failed, by what went wrong.</summary>
    public required IReadOnlyDictionary<string, long> Errors { get; init; }

    /// <summary>Pearson's test of an even spread; null with a single pod, and without answers.</summary>
    public required ChiSquareTest? Evenness { get; init; }

    /// <summary>Why evenness was not judged: pods were replaced meanwhile, or that is not known. Null where it was.</summary>
    public string? Doubt { get; init; }

    /// <summary>Every round.</summary>
    public required IReadOnlyList<HeadlessRound> Rounds { get; init; }

    /// <summary>Answers of all pods.</summary>
    public long Answers => Pods.Values.Sum();

    /// <summary>Answers of the pod with the most over those of the one with the fewest; null where a pod gave none.</summary>
    public double? MostOverFewest => Pods.Count > 0 && Pods.Values.Min() is > 0 and var fewest ? (double)Pods.Values.Max() / fewest : null;
}

/// <summary>Pearson's test.</summary>
/// <param name="ChiSquare">The sum of (observed − expected)² / expected.</param>
/// <param name="DegreesOfFreedom">Categories minus one.</param>
/// <param name="P">How likely so large a sum, or a larger one, is where the spread is even.</param>
public sealed record ChiSquareTest(double ChiSquare, int DegreesOfFreedom, double P);

/// <summary>A round of load.</summary>
/// <param name="Seconds">Its measured length.</param>
/// <param name="Connections">Connections that were begun.</param>
/// <param name="Pods">Answers by pod.</param>
/// <param name="Errors">Requests that failed, by what went wrong.</param>
/// <param name="FailedBySecond">How many failed in each second of it.</param>
/// <param name="Latencies">Latencies of the answered requests.</param>
/// <param name="Invalid">Why its latencies do not hold; null where they hold.</param>
public sealed record HeadlessRound(
    double Seconds, long Connections, IReadOnlyDictionary<string, long> Pods, IReadOnlyDictionary<string, long> Errors,
    IReadOnlyList<long> FailedBySecond, LatencyCounts Latencies, string? Invalid);
