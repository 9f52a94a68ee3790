using System.Text.Json;
using System.Text.Json.Serialization;

namespace Harness.Load.Engine;

/// <summary>How one agent's part of a round stands.</summary>
/// <param name="Id">The round's id.</param>
/// <param name="Measured">What was measured; null while it is not over, or where it failed.</param>
/// <param name="LateMilliseconds">How long after the ordered moment its load began, by the agent's own clock.</param>
/// <param name="Tokens">How many different tokens it has read so far: the kubelet renews them.</param>
/// <param name="Failure">Why there is no measurement, and will be none; null otherwise.</param>
public sealed record AgentReport(string Id, RoundMeasurement? Measured, double LateMilliseconds, int Tokens, string? Failure)
{
    /// <summary>Whether there is no more to come.</summary>
    [JsonIgnore]
    public bool IsOver => Measured is not null || Failure is not null;

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static AgentReport FromJson(string json) =>
        JsonSerializer.Deserialize(json, AgentJson.Default.AgentReport) ?? throw new JsonException("null is no report");

    /// <summary>One line.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, AgentJson.Default.AgentReport);
}
