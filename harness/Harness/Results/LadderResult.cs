using System.Text.Json.Serialization;

namespace Harness.Results;

/// <summary>The same request on ways that differ by one step each, in short rounds in random order: what each step costs.</summary>
public sealed record LadderResult
{
    /// <summary>Seed of the order of rounds and of the intervals: the same seed gives the same again.</summary>
    public required int Seed { get; init; }

    /// <summary>Share by which a ratio may differ from 1 and still counts as the same, e.g. 0.03.</summary>
    public required double Margin { get; init; }

    /// <summary>Each rung at each number of connections, in the order of the ladder, with every round.</summary>
    public required IReadOnlyList<LadderCell> Cells { get; init; }

    /// <summary>Each rung against the one that it is a step longer than, at each number of connections.</summary>
    public required IReadOnlyList<LadderStep> Steps { get; init; }

    /// <summary>
    /// A rung against itself, measured twice like two rungs: whatever is found here but "same" or "inconclusive" is a false alarm.
    /// </summary>
    public required IReadOnlyList<LadderStep> Controls { get; init; }

    /// <summary>Rungs that were asked for, and have no way on this cluster.</summary>
    public IReadOnlyList<SkippedRung> Skipped { get; init; } = [];

    /// <summary>Rounds that were disturbed, in the order of measuring: they are in no cell, and were measured once more.</summary>
    public IReadOnlyList<DisturbedRound> Disturbed { get; init; } = [];

    /// <summary>What it was not possible to watch rounds for, and why; null where all was watched.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Unwatched { get; init; }

    /// <summary>Processor time for each request, program by program; empty where the node could not be looked into.</summary>
    public IReadOnlyList<ProcessorCost> Processors { get; init; } = [];
}

/// <summary>A rung that was not measured.</summary>
/// <param name="Rung">Its name.</param>
/// <param name="Reason">Why not, in a sentence without its full stop.</param>
public sealed record SkippedRung(string Rung, string Reason);

/// <summary>A round that was disturbed, by something that says nothing about the way: its figures count for nothing.</summary>
/// <param name="Rung">The rung.</param>
/// <param name="Connections">Requests kept in flight at once.</param>
/// <param name="Round">What it measured. Where a block has two of a cell, the repetition was disturbed, too: it has none.</param>
/// <param name="Errors">Requests that failed in it, by what went wrong.</param>
/// <param name="Disturbance">By what, e.g. <c>pod hello-app-5b9d was restarted (Error, exit code 137)</c>.</param>
public sealed record DisturbedRound(
    string Rung, int Connections, LadderRound Round, IReadOnlyDictionary<string, long> Errors, string Disturbance);

/// <summary>Processor time that a program needs for each request.</summary>
/// <param name="Rung">The rung.</param>
/// <param name="Connections">Requests kept in flight at once.</param>
/// <param name="Program">Name of the program on the node; <c>client</c> for what generates the load.</param>
/// <param name="Microseconds">Microseconds for each answered request, less what the program uses when idle.</param>
public sealed record ProcessorCost(string Rung, int Connections, string Program, Interval Microseconds);

/// <summary>A rung at one number of connections.</summary>
public sealed record LadderCell
{
    /// <summary>The rung, e.g. <c>proxy: port by number</c>.</summary>
    public required string Rung { get; init; }

    /// <summary>How the way was reached, e.g. <c>node's bridge address 172.17.0.2:30080, HTTP/1.1</c>.</summary>
    public required string Via { get; init; }

    /// <summary>Requests kept in flight at once; over HTTP/1.1 each has a connection of its own.</summary>
    public required int Connections { get; init; }

    /// <summary>Bytes of each answer's body, where rungs differ in it; else null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? BodyBytes { get; init; }

    /// <summary>Who authenticates on this way, and what it needs besides; null where that is the same on all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Needs { get; init; }

    /// <summary>Its rounds, in the order of measuring.</summary>
    public required IReadOnlyList<LadderRound> Rounds { get; init; }

    /// <summary>Latency of answered requests over all rounds.</summary>
    public required LatencyFigures Latency { get; init; }

    /// <summary>Requests that failed or were answered wrongly, by what went wrong.</summary>
    public required IReadOnlyDictionary<string, long> Errors { get; init; }
}

/// <summary>One measured round.</summary>
/// <param name="Block">Its block, from 1: in each, every cell is measured once, and rounds of a block are compared with each other.</param>
/// <param name="Place">Its place among the block's rounds, from 1.</param>
/// <param name="Seconds">Its measured length.</param>
/// <param name="Requests">Requests answered correctly in it.</param>
/// <param name="Errors">Requests that failed in it.</param>
/// <param name="RequestsPerSecond">Correctly answered requests per second.</param>
/// <param name="P50">Median latency in milliseconds; 0 when nothing was answered.</param>
/// <param name="P99">99th percentile in milliseconds; 0 when nothing was answered.</param>
public sealed record LadderRound(
    int Block, int Place, double Seconds, long Requests, long Errors, double RequestsPerSecond, double P50, double P99)
{
    /// <summary>Why its figures do not hold, where the engine measured itself or its machine; else null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Invalid { get; init; }
}

/// <summary>What a step of the ladder costs at one number of connections.</summary>
public sealed record LadderStep
{
    /// <summary>The rung.</summary>
    public required string Rung { get; init; }

    /// <summary>The rung it is compared with.</summary>
    public required string Against { get; init; }

    /// <summary>Requests kept in flight at once.</summary>
    public required int Connections { get; init; }

    /// <summary>Blocks in which both answered.</summary>
    public required int Blocks { get; init; }

    /// <summary>Median latency more than the other's, in milliseconds; null when no block has both.</summary>
    public required Interval? AddedLatency { get; init; }

    /// <summary>Requests per second over the other's; null when no block has both.</summary>
    public required Interval? Throughput { get; init; }

    /// <summary>What <see cref="Throughput"/> says.</summary>
    public required ChangeVerdict Verdict { get; init; }
}
