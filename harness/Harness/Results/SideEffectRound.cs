using System.Text.Json.Serialization;

namespace Harness.Results;

/// <summary>One round at a level of load.</summary>
/// <param name="Block">Its block, from 1: each has every level once.</param>
/// <param name="Place">Its place in the block, from 1; a round that was repeated comes last.</param>
/// <param name="Load">The proxied load; null when idle.</param>
/// <param name="Calls">The ordinary calls beside it.</param>
/// <param name="Node">What the node's counters say of it; null where they could not be read.</param>
/// <param name="Invalid">Why its figures do not hold; null where they hold.</param>
public sealed record SideEffectRound(
    int Block, int Place, ProxiedLoad? Load, IReadOnlyList<CallRound> Calls, NodeUse? Node, string? Invalid)
{
    /// <summary>Whether something disturbed it that says nothing about the load: then it is invalid, and counts for nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsDisturbed { get; init; }
}

/// <summary>Proxied load in a round.</summary>
/// <param name="Seconds">Its measured length.</param>
/// <param name="Due">Requests that were due by the rate.</param>
/// <param name="Sent">Of those, the ones that were sent.</param>
/// <param name="Answered">Requests answered correctly.</param>
/// <param name="Errors">Requests that failed, by what went wrong.</param>
/// <param name="P50">Median latency in milliseconds; 0 when nothing was answered.</param>
/// <param name="P99">99th percentile in milliseconds; 0 when nothing was answered.</param>
public sealed record ProxiedLoad(
    double Seconds, long Due, long Sent, long Answered, IReadOnlyDictionary<string, long> Errors, double P50, double P99)
{
    /// <summary>Correctly answered requests per second.</summary>
    public double AnsweredRate => Seconds > 0 ? Answered / Seconds : 0;
}

/// <summary>An ordinary call in a round.</summary>
/// <param name="Call">Its name.</param>
/// <param name="Latencies">Latencies of the answered calls, from the moment each was due.</param>
/// <param name="Errors">Calls that were not answered, by what went wrong.</param>
/// <param name="SendLag">How late calls were sent although a connection was free: the client's own lateness, part of the latencies.</param>
public sealed record CallRound(
    string Call, LatencyCounts Latencies, IReadOnlyDictionary<string, long> Errors, LatencyCounts SendLag);

/// <summary>What the node's counters went on by during a round, its warm-up and its last answers included.</summary>
/// <param name="Seconds">Time between the two looks at the counters.</param>
/// <param name="Requests">Proxied requests sent in that time, as far as they are known: the rate's, in warm-up and measured time.</param>
/// <param name="Programs">Seconds of processor time by program; <c>client</c> is what generates the load.</param>
/// <param name="ApiServerMemory">The API server's resident memory in bytes, at the end; null where unknown.</param>
/// <param name="TimeWait">Sockets in TIME_WAIT, at the end; null where unknown.</param>
/// <param name="StorageReads">Reads that the API server made from storage; null where unknown.</param>
public sealed record NodeUse(
    double Seconds, double Requests, IReadOnlyDictionary<string, double> Programs, long? ApiServerMemory, long? TimeWait,
    double? StorageReads);
