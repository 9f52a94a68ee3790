using System.Text.Json;
using Docker.DotNet;

namespace Harness.Clusters.Engine;

/// <summary>What a container engine refused.</summary>
public static class EngineFailure
{
    /// <summary>Recognises a failed call to the engine.</summary>
    /// <returns>Null when something else failed.</returns>
    public static HarnessException? Explain(Exception failure) =>
        failure is DockerApiException refused
            ? HarnessException.Undecided($"the container engine refused: {Words(refused)}", refused)
            : null;

    /// <summary>The engine's own message, taken out of its JSON.</summary>
    internal static string Words(DockerApiException refused)
    {
        try
        {
            using var body = JsonDocument.Parse(refused.ResponseBody ?? "");
            return body.RootElement.GetProperty("message").GetString() ?? refused.Message;
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return refused.Message.ReplaceLineEndings(" ");
        }
    }
}
