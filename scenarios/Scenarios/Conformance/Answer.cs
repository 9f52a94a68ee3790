using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Harness.Api;

namespace Harness.Scenarios.Conformance;

/// <summary>A whole answer.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Headers">Its headers; the values of one name joined by commas.</param>
/// <param name="Trailers">What followed the body.</param>
/// <param name="Body">The body's bytes.</param>
public sealed record Answer(
    int Status, IReadOnlyDictionary<string, string> Headers, IReadOnlyDictionary<string, string> Trailers, byte[] Body)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Body);

    /// <summary>The API server's own status, if it answered itself; null for a backend's answer.</summary>
    public ApiServerStatus? Own => ApiServerStatus.TryRead(Text);

    /// <summary>Reads the rest of an answer.</summary>
    public static async Task<Answer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return new Answer(
            (int)response.StatusCode, ByName([.. response.Headers.NonValidated, .. response.Content.Headers.NonValidated]),
            ByName([.. response.TrailingHeaders.NonValidated]), body);
    }

    /// <summary>A header's value; null when it is missing.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>The request as hello-app's <c>/echo</c> saw it; null when something else answered.</summary>
    public Echoed? Echoed() => Status == 200 && Header("Content-Type") == "application/json"
        ? JsonSerializer.Deserialize<Echoed>(Body, JsonSerializerOptions.Web)
        : null;

    /// <summary>
    /// Status and, if the API server itself answered, reason and message; just <paramref name="phrase"/> if the message contains
    /// it, since the rest names ports and pods.
    /// </summary>
    public string Says(string phrase = Words.GreetingPhrase)
    {
        var said = Own?.Message ?? Text.Split('\n', 2)[0];
        var status = Status.ToString(CultureInfo.InvariantCulture) + (Own is { Reason.Length: > 0 } own ? $" {own.Reason}" : "");
        return $"{status}: {(said.Contains(phrase, StringComparison.Ordinal) ? phrase : said)}";
    }

    private static Dictionary<string, string> ByName(IEnumerable<KeyValuePair<string, HeaderStringValues>> headers) =>
        headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
}

/// <summary>hello-app's account of a request.</summary>
public sealed record Echoed(string Method, string Path, string Query, IReadOnlyDictionary<string, string[]> Headers, string Body)
{
    /// <summary>A header's values, joined by commas; null when it did not arrive.</summary>
    public string? Header(string name) =>
        Headers.FirstOrDefault(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Value is { } values
            ? string.Join(", ", values)
            : null;
}
