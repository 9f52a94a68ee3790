using System.Text.Json;

namespace HelloApp.Admission;

/// <summary>What an API server asks a webhook about a call through its proxy.</summary>
/// <param name="Uid">Identifies the question; the answer repeats it.</param>
/// <param name="Username">Who calls.</param>
/// <param name="Groups">Groups of who calls.</param>
/// <param name="Namespace">Namespace of what is called.</param>
/// <param name="Resource">What is called, with its sub-resource after a slash, e.g. <c>services/proxy</c>.</param>
/// <param name="Name">Its name as the URL has it, e.g. <c>http:hello-app:8080</c>.</param>
/// <param name="Path">The path behind <c>/proxy</c>, decoded but not cleaned; null where there is none.</param>
/// <remarks>Source: https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#request</remarks>
internal sealed record AdmissionRequest(
    string Uid, string Username, IReadOnlyList<string> Groups, string Namespace, string Resource, string Name, string? Path)
{
    public const string ReviewVersion = "admission.k8s.io/v1";

    /// <summary>Reads an AdmissionReview.</summary>
    /// <exception cref="FormatException">It is none, or not about a call through the proxy.</exception>
    public static AdmissionRequest Parse(ReadOnlyMemory<byte> review)
    {
        try
        {
            using var json = JsonDocument.Parse(review);
            return Read(json.RootElement);
        }
        catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"not an AdmissionReview of {ReviewVersion} about a CONNECT: {malformed.Message}");
        }
    }

    private static AdmissionRequest Read(JsonElement review)
    {
        if (review.GetProperty("apiVersion").GetString() != ReviewVersion)
            throw new FormatException($"an AdmissionReview of {ReviewVersion} is expected");
        var request = review.GetProperty("request");
        if (request.GetProperty("operation").GetString() != "CONNECT")
            throw new FormatException("only CONNECT is decided here");
        var user = request.GetProperty("userInfo");
        return new AdmissionRequest(
            request.GetProperty("uid").GetString()!,
            Text(user, "username") ?? "",
            user.TryGetProperty("groups", out var groups) ? [.. groups.EnumerateArray().Select(group => group.GetString() ?? "")] : [],
            Text(request, "namespace") ?? "",
            ResourceOf(request),
            Text(request, "name") ?? "",
            request.TryGetProperty("object", out var options) && options.ValueKind == JsonValueKind.Object ? Text(options, "path") : null);
    }

    private static string ResourceOf(JsonElement request)
    {
        var resource = request.GetProperty("resource").GetProperty("resource").GetString();
        return Text(request, "subResource") is { Length: > 0 } sub ? $"{resource}/{sub}" : $"{resource}";
    }

    private static string? Text(JsonElement json, string member) =>
        json.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
