namespace Harness.Results;

/// <summary>A level of proxied load, and what happened beside it.</summary>
public sealed record SideEffectLevel
{
    /// <summary>Share of the capacity that was asked for: 0 is idle.</summary>
    public required double Share { get; init; }

    /// <summary>Proxied requests per second that were asked for.</summary>
    public required double AskedRate { get; init; }

    /// <summary>Proxied requests per second that were answered, mean over the rounds.</summary>
    public required double AnsweredRate { get; init; }

    /// <summary>Why the level's figures do not hold and were not used; null where they hold.</summary>
    public string? Invalid { get; init; }

    /// <summary>Proxied requests that failed, by what went wrong.</summary>
    public required IReadOnlyDictionary<string, long> Errors { get; init; }

    /// <summary>Each ordinary call.</summary>
    public required IReadOnlyList<CallAtLevel> Calls { get; init; }

    /// <summary>Processor time, program by program; empty where the node could not be looked into.</summary>
    public IReadOnlyList<ProgramAtLevel> Programs { get; init; } = [];

    /// <summary>Resident memory of the API server in bytes at the rounds' ends, mean; null where unknown.</summary>
    public double? ApiServerMemory { get; init; }

    /// <summary>Reads from storage for each proxied request, less those when idle; null where unknown, and when idle.</summary>
    public Interval? StorageReads { get; init; }

    /// <summary>The node's sockets in TIME_WAIT at the rounds' ends, mean; null where unknown.</summary>
    public double? TimeWait { get; init; }

    /// <summary>Every round, invalid ones among them.</summary>
    public required IReadOnlyList<SideEffectRound> Rounds { get; init; }
}

/// <summary>An ordinary call at a level of load.</summary>
public sealed record CallAtLevel
{
    /// <summary>Its name.</summary>
    public required string Call { get; init; }

    /// <summary>Calls that were answered.</summary>
    public required long Answered { get; init; }

    /// <summary>Calls that were not, by what went wrong; they are in no latency.</summary>
    public required IReadOnlyDictionary<string, long> Errors { get; init; }

    /// <summary>Median latency in milliseconds; null where too little was measured.</summary>
    public required Interval? P50 { get; init; }

    /// <summary>99th percentile in milliseconds; null where too little was measured.</summary>
    public required Interval? P99 { get; init; }

    /// <summary>Median latency over the idle one; null when idle, and where one of both is unknown.</summary>
    public required Interval? P50Times { get; init; }

    /// <summary>99th percentile over the idle one; null when idle, and where one of both is unknown.</summary>
    public required Interval? P99Times { get; init; }
}

/// <summary>Processor time of a program at a level of load.</summary>
/// <param name="Program">Name of the program on the node; <c>client</c> for what generates the load.</param>
/// <param name="Microseconds">Microseconds for each proxied request, less what the program uses when idle.</param>
public sealed record ProgramAtLevel(string Program, Interval Microseconds);
