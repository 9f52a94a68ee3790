using System.Text.Json.Serialization;

namespace Harness.Results;

/// <summary>Load by several agents together, beside the same load by one of them.</summary>
public sealed record AgentsResult
{
    /// <summary>How many agents there were.</summary>
    public required int Agents { get; init; }

    /// <summary>What they were: <c>Indexed Job</c> or <c>pods</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Each agent, a replacement beside the one that it replaces, with its clock.</summary>
    public required IReadOnlyList<AgentFacts> Facts { get; init; }

    /// <summary>Each way by one agent and by all, with every round that counts; connections are those of all together.</summary>
    public required LadderResult Ways { get; init; }

    /// <summary>The 99th percentile by all agents over that by one, at each number of connections.</summary>
    public required IReadOnlyList<AgentTail> Tails { get; init; }

    /// <summary>Every round in the order of measuring, agent by agent, with those that were repeated or given up.</summary>
    public required IReadOnlyList<AgentsRound> Rounds { get; init; }

    /// <summary>Whether a round was given up, or a comparison has no interval.</summary>
    [JsonIgnore]
    public bool IsUndecided => Rounds.Any(round => round.IsGivenUp) || Ways.Steps.Any(step => step.Throughput is null);
}

/// <summary>An agent.</summary>
/// <param name="Agent">Its number, from 0.</param>
/// <param name="Pod">Its pod.</param>
/// <param name="Node">The pod's node.</param>
/// <param name="ClockOffset">How far its clock is ahead of the coordinator's, in milliseconds; as last measured.</param>
/// <param name="Uncertainty">How far that may be off, in milliseconds: half of the shortest round trip.</param>
/// <param name="Tokens">How many different tokens it has used: the kubelet renews them.</param>
public sealed record AgentFacts(int Agent, string Pod, string Node, double ClockOffset, double Uncertainty, int Tokens);

/// <summary>A way's 99th percentile of latency, by one agent and by all.</summary>
/// <param name="Rung">The way by all agents.</param>
/// <param name="Against">The way by one.</param>
/// <param name="Connections">Connections of all agents together.</param>
/// <param name="Ratio">By all over by one, with 95 % confidence; null for too few rounds, or where too many requests failed.</param>
public sealed record AgentTail(string Rung, string Against, int Connections, Interval? Ratio);

/// <summary>One round, or a try of it.</summary>
public sealed record AgentsRound
{
    /// <summary>Its number, from 1; a repetition has one of its own.</summary>
    public required int Number { get; init; }

    /// <summary>The way, e.g. <c>proxied: 4 agents</c>.</summary>
    public required string Rung { get; init; }

    /// <summary>Connections of all agents together.</summary>
    public required int Connections { get; init; }

    /// <summary>Each agent's part.</summary>
    public required IReadOnlyList<AgentPart> Parts { get; init; }

    /// <summary>Agents that were lost in it, with why; its figures are not used then.</summary>
    public required IReadOnlyList<AgentLoss> Lost { get; init; }

    /// <summary>Whether it is the repetition of the round before it.</summary>
    public bool IsRepetition { get; init; }

    /// <summary>Whether it was lost twice, and is in no figure.</summary>
    public bool IsGivenUp => IsRepetition && Lost.Count > 0;
}

/// <summary>What one agent measured in a round.</summary>
/// <param name="Agent">Its number.</param>
/// <param name="Connections">Connections that it kept busy.</param>
/// <param name="Seconds">Its measured length.</param>
/// <param name="Requests">Requests answered correctly.</param>
/// <param name="Errors">Requests that failed.</param>
/// <param name="LateMilliseconds">How long after the common start its load began, by its own clock.</param>
/// <param name="Invalid">Why its figures do not hold; null where they do.</param>
public sealed record AgentPart(
    int Agent, int Connections, double Seconds, long Requests, long Errors, double LateMilliseconds, string? Invalid);

/// <summary>An agent that was lost in a round.</summary>
/// <param name="Agent">Its number.</param>
/// <param name="Why">In a sentence without its full stop.</param>
public sealed record AgentLoss(int Agent, string Why);
