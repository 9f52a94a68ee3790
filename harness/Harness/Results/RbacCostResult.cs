namespace Harness.Results;

/// <summary>What authorization costs as RBAC grows, and how soon a grant or its revocation is in effect.</summary>
public sealed record RbacCostResult
{
    /// <summary>Seed of the order of rounds and of the intervals: the same seed gives the same again.</summary>
    public required int Seed { get; init; }

    /// <summary>What grows, each in a namespace of its own.</summary>
    public required IReadOnlyList<RbacGrowthFacts> Growths { get; init; }

    /// <summary>The sizes in the order of measuring: rising, and the first one once more when all is removed again.</summary>
    public required IReadOnlyList<RbacCostStep> Steps { get; init; }

    /// <summary>Times until a grant or its revocation was in effect.</summary>
    public required IReadOnlyList<RbacDelay> Delays { get; init; }

    /// <summary>Whether the client ran before all other programs of its machine, so that they could not make it late.</summary>
    public bool ClientRanFirst { get; init; }

    /// <summary>Why nothing was measured; null where something was.</summary>
    public string? NotMeasured { get; init; }
}

/// <summary>Something that grows.</summary>
/// <param name="Name">Its name, e.g. <c>bindings of others</c>.</param>
/// <param name="Does">What there are so many of, in a sentence.</param>
public sealed record RbacGrowthFacts(string Name, string Does);

/// <summary>All growths at one size.</summary>
/// <param name="Size">How many there are of what grows, the consumer's own grant included.</param>
/// <param name="IsRemoved">Whether this is after all growth was removed again: a check for drift.</param>
/// <param name="Cells">Each growth and each call.</param>
/// <param name="Rounds">Every round, invalid ones among them.</param>
public sealed record RbacCostStep(int Size, bool IsRemoved, IReadOnlyList<RbacCostCell> Cells, IReadOnlyList<RbacCostRound> Rounds);

/// <summary>Whether the authorizer allows a call.</summary>
public enum RbacCall
{
    /// <summary>It does: the API server answers with the object.</summary>
    Allowed,

    /// <summary>It does not: 403, with the API server's own reason.</summary>
    Denied,
}

/// <summary>A call where something grew.</summary>
/// <param name="Growth">What grew; null for the control, where nothing does.</param>
/// <param name="Call">Which call.</param>
/// <param name="Latency">Over the rounds that hold; null where nothing was answered.</param>
/// <param name="Times">Its median latency over the control's in the same block; null for the control, and with too few blocks.</param>
/// <param name="Added">Milliseconds that its median takes longer than the control's in the same block; null as before.</param>
/// <param name="Errors">Calls that were not answered as they must be, by what went wrong; they are in no latency.</param>
public sealed record RbacCostCell(
    string? Growth, RbacCall Call, LatencyFigures? Latency, Interval? Times, Interval? Added, IReadOnlyDictionary<string, long> Errors);

/// <summary>A round of one call.</summary>
/// <param name="Block">Its block, from 1: each has every call of every consumer once.</param>
/// <param name="Place">Its place in the block, from 1; a round that was repeated comes last.</param>
/// <param name="Growth">What grew where the consumer is; null for the control.</param>
/// <param name="Call">Which call.</param>
/// <param name="Latencies">Latencies of the calls that were answered as they must be.</param>
/// <param name="Errors">Those that were not, by what went wrong.</param>
/// <param name="Invalid">Why its figures do not hold; null where they hold.</param>
public sealed record RbacCostRound(
    int Block, int Place, string? Growth, RbacCall Call, LatencyCounts Latencies, IReadOnlyDictionary<string, long> Errors,
    string? Invalid);
