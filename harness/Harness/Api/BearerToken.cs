using System.Buffers.Text;
using System.Text.Json;

namespace Harness.Api;

/// <summary>A bearer token. It never prints itself: its text goes into an Authorization header and nowhere else.</summary>
public sealed class BearerToken
{
    private readonly string _text;

    /// <summary>Wraps a token.</summary>
    public BearerToken(string text) => _text = text;

    /// <summary>When it expires, as its issuer said; null where that is not known.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>
    /// The service account that it names, <c>NAMESPACE/NAME</c>, whether or not its signature holds; null where it names none. That is no
    /// secret: every refusal tells it.
    /// </summary>
    public string? ServiceAccount => SubjectOf(_text)?.Split(':') is ["system", "serviceaccount", var ns, var name] ? $"{ns}/{name}" : null;

    /// <summary>The token itself, for the wire or a kubeconfig.</summary>
    public string Reveal() => _text;

    /// <inheritdoc/>
    public override string ToString() => "(token)";

    /// <summary>The claim <c>sub</c> of a JWT; null for any other token. Source: RFC 7519, 4.1.2.</summary>
    private static string? SubjectOf(string token)
    {
        if (token.Split('.') is not [_, var claims, _] || !Base64Url.IsValid(claims))
            return null;
        try
        {
            using var read = JsonDocument.Parse(Base64Url.DecodeFromChars(claims));
            return read.RootElement is { ValueKind: JsonValueKind.Object } all && all.TryGetProperty("sub", out var subject)
                && subject.ValueKind == JsonValueKind.String ? subject.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
