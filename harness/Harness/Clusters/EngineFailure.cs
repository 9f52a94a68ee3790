using System.Text.Json;
using Docker.DotNet;

namespace Harness.Clusters;

/// <summary>What a container engine refused.</summary>
internal static class EngineFailure
{
    /// <summary>The engine's own words out of an answer that wraps them in JSON.</summary>
    public static string Words(DockerApiException refused)
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
