using System.Text.Json;

namespace Harness.Api;

/// <summary>The API server's own Status object, which distinguishes its answers from those of a backend behind the proxy.</summary>
/// <param name="Code">HTTP status.</param>
/// <param name="Reason">Machine-readable reason, e.g. <c>Forbidden</c>.</param>
/// <param name="Message">Sentence for people.</param>
public sealed record ApiServerStatus(int Code, string Reason, string Message)
{
    /// <summary>Reads a Status object from a body; null when the body is something else.</summary>
    public static ApiServerStatus? TryRead(string body)
    {
        if (!body.Contains("\"Status\"", StringComparison.Ordinal))
            return null;
        try
        {
            using var json = JsonDocument.Parse(body);
            return Text(json.RootElement, "kind") == "Status" && Text(json.RootElement, "apiVersion") == "v1"
                ? new ApiServerStatus(Number(json.RootElement, "code"), Text(json.RootElement, "reason"), Text(json.RootElement, "message"))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What a body says to people: a Status object's sentence, or else the body itself.</summary>
    public static string WordsOf(string? body) =>
        TryRead(body ?? "") is { Message.Length: > 0 } status ? status.Message : (body ?? "").Trim();

    private static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";

    private static int Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : 0;
}
