using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Harness.Api;

/// <summary>Marks every object that a client makes, whoever makes it and of whatever kind, so that none can be forgotten.</summary>
/// <param name="mark">The mark.</param>
internal sealed class RunMarking(RunMark mark) : DelegatingHandler
{
    /// <summary>What is posted there is a question, and is stored nowhere.</summary>
    private static readonly string[] Questions = ["authentication.k8s.io", "authorization.k8s.io"];

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method == HttpMethod.Post && request.Content is { } content && IsCollection(request.RequestUri!.AbsolutePath)
            && content.Headers.ContentType?.MediaType == "application/json")
        {
            request.Content = await MarkedAsync(content, cancellationToken).ConfigureAwait(false);
        }

        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether objects are made at a path: not calls to a sub-resource, such as a proxy, and not questions.</summary>
    /// <remarks>Source: https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-uris</remarks>
    internal static bool IsCollection(string path)
    {
        var parts = path.Trim('/').Split('/');
        // The server may be below a path of its own, with any words in it.
        var root = Enumerable.Range(0, parts.Length).FirstOrDefault(i => IsVersion(parts, i + 1) && parts[i] == "api"
            || IsVersion(parts, i + 2) && parts[i] == "apis", -1);
        var rest = root < 0 ? [] : parts[(root + (parts[root] == "api" ? 2 : 3))..];
        return root >= 0 && !Questions.Contains(parts[root + 1])
            && (rest.Length == 1 || (rest.Length == 3 && rest[0] == "namespaces"));
    }

    private static bool IsVersion(string[] parts, int at) => at < parts.Length && parts[at] is ['v', >= '0' and <= '9', ..];

    private async Task<HttpContent> MarkedAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var text = await content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        if (Parse(text) is not { } body)
            return content;
        mark.Put(body);
        content.Dispose();
        return new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
    }

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
