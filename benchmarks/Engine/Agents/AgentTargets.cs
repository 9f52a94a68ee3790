using System.Text.Json;
using System.Text.Json.Serialization;

namespace Harness.Load.Engine;

/// <summary>What an agent and its coordinator tell each other.</summary>
public static class AgentTargets
{
    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static IReadOnlyList<AgentTarget> FromJson(string json) =>
        JsonSerializer.Deserialize(json, AgentJson.Default.AgentTargetArray) ?? throw new JsonException("null is no list of targets");

    /// <summary>One line.</summary>
    public static string ToJson(IEnumerable<AgentTarget> targets) =>
        JsonSerializer.Serialize([.. targets], AgentJson.Default.AgentTargetArray);
}

/// <summary>Generated at compile time: native AOT has no reflection to serialise with.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(AgentOrder))]
[JsonSerializable(typeof(AgentReport))]
[JsonSerializable(typeof(AgentTarget[]))]
internal sealed partial class AgentJson : JsonSerializerContext;
