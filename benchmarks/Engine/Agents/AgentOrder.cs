using System.Text.Json;

namespace Harness.Load.Engine;

/// <summary>One agent's part of a round.</summary>
/// <param name="Id">The round's id, never used before.</param>
/// <param name="Target">Name of what is loaded, among the agent's targets.</param>
/// <param name="Connections">Connections that this agent keeps busy.</param>
/// <param name="WarmUpSeconds">Time under load before the measurement.</param>
/// <param name="DuringSeconds">The measured time.</param>
/// <param name="DrainSeconds">Longest time that requests in flight at the end are awaited.</param>
/// <param name="StartAt">When its load begins, by the agent's own clock: microseconds since 1970 (UTC).</param>
public sealed record AgentOrder(
    string Id, string Target, int Connections, double WarmUpSeconds, double DuringSeconds, double DrainSeconds, long StartAt)
{
    /// <summary>
    /// A token is read when a round begins, and the kubelet renews it once a fifth of its life is left: of an hour, that is 12 minutes.
    /// No round is longer than a part of them.
    /// </summary>
    public const double LongestSeconds = 300;

    private const int MostConnections = 10_000;

    /// <summary>The round, for the engine. Whoever begins late warms up for so much less: all agents measure the same time.</summary>
    /// <param name="late">How long after <see cref="StartAt"/> it begins.</param>
    public LoadRound ToRound(TimeSpan late)
    {
        var warmUp = TimeSpan.FromSeconds(WarmUpSeconds) - late;
        return new LoadRound(
            Connections, warmUp > TimeSpan.Zero ? warmUp : TimeSpan.Zero, TimeSpan.FromSeconds(DuringSeconds),
            TimeSpan.FromSeconds(DrainSeconds));
    }

    /// <summary>What is wrong with it, in a sentence; null where nothing is.</summary>
    public string? Fault()
    {
        if (Connections is < 1 or > MostConnections)
            return FormattableString.Invariant($"connections are {Connections}, not from 1 to {MostConnections}");
        if (WarmUpSeconds is not >= 0 || DrainSeconds is not >= 0 || DuringSeconds is not > 0)
            return "its times are not positive";
        return WarmUpSeconds + DuringSeconds + DrainSeconds <= LongestSeconds
            ? null
            : FormattableString.Invariant($"it is longer than {LongestSeconds:0} s, and its token might not last");
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static AgentOrder FromJson(string json) =>
        JsonSerializer.Deserialize(json, AgentJson.Default.AgentOrder) ?? throw new JsonException("null is no order");

    /// <summary>One line.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, AgentJson.Default.AgentOrder);
}
