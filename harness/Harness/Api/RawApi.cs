using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using k8s;

namespace Harness.Api;

/// <summary>
/// Calls that the generated client does not have: <c>/readyz</c>, <c>/metrics</c>, objects of any kind, lists as streams.
/// </summary>
public static class RawApi
{
    /// <summary>Calls the API server.</summary>
    /// <param name="client">As whom.</param>
    /// <param name="method">HTTP method.</param>
    /// <param name="path">Path without the first slash.</param>
    /// <param name="body">What to send; null for nothing.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>HTTP status and text.</returns>
    /// <exception cref="HttpRequestException">No answer.</exception>
    public static async Task<(int Status, string Text)> CallAsync(
        IKubernetes client, HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(client, method, path, body, HttpCompletionOption.ResponseContentRead, cancellationToken)
            .ConfigureAwait(false);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Gets something, whatever the answer, without trying again.</summary>
    internal static async Task<(int Status, string Text)> AskOnceAsync(IKubernetes client, string path, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(
            client, HttpMethod.Get, path, null, HttpCompletionOption.ResponseContentRead, cancellationToken, once: true)
            .ConfigureAwait(false);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Sends something once, with a header of the caller's, and takes whatever comes back.</summary>
    internal static async Task<(int Status, string Text)> SendOnceAsync(
        IKubernetes client, HttpMethod method, string path, (string Name, string Value) header, string? body,
        CancellationToken cancellationToken)
    {
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await SendAsync(
            client, method, path, content, HttpCompletionOption.ResponseContentRead, cancellationToken, once: true, header)
            .ConfigureAwait(false);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Calls a path, as it stands, in the name of a user, and of a group if one is named.</summary>
    /// <inheritdoc cref="CallAsync" path="/returns"/>
    /// <remarks>Of one group only: a client joins values of a header into one, and API servers take that for one group's name.</remarks>
    internal static async Task<(int Status, string Text)> CallAsAsync(
        IKubernetes client, string user, string? group, HttpMethod method, string path, CancellationToken cancellationToken)
    {
        var http = (Kubernetes)client;
        var verbatim = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        using var request = new HttpRequestMessage(method, new Uri(http.BaseUri.AbsoluteUri.TrimEnd('/') + path, verbatim));
        foreach (var (name, value) in new[] { ("Impersonate-User", user), ("Impersonate-Group", group) })
        {
            if (value is not null && (!Ascii.IsValid(value) || value.Any(char.IsControl)))
                throw new HttpRequestException("a header cannot hold the name"); // without it, the administrator would be the caller
            if (value is not null)
                request.Headers.Add(name, value);
        }

        if (http.Credentials is { } credentials)
            await credentials.ProcessHttpRequestAsync(request, cancellationToken).ConfigureAwait(false);
        using var response = await http.HttpClient.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Gets something that is read while it arrives.</summary>
    /// <inheritdoc cref="CallAsync" path="/param"/>
    /// <returns>The answer, as soon as its headers are there; the caller disposes of it.</returns>
    /// <exception cref="HttpRequestException">No answer.</exception>
    public static Task<HttpResponseMessage> GetAsync(IKubernetes client, string path, CancellationToken cancellationToken) =>
        SendAsync(client, HttpMethod.Get, path, null, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    /// <summary>An object to send, as JSON.</summary>
    public static HttpContent Body(JsonObject json) =>
        new StringContent(json.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));

    /// <summary>An object to send, as YAML.</summary>
    public static HttpContent Body(string yaml) => new StringContent(yaml, Encoding.UTF8, "application/yaml");

    private static async Task<HttpResponseMessage> SendAsync(
        IKubernetes client, HttpMethod method, string path, HttpContent? body, HttpCompletionOption completion,
        CancellationToken cancellationToken, bool once = false, (string Name, string Value)? header = null)
    {
        var http = (Kubernetes)client;
        using var request = new HttpRequestMessage(method, new Uri(http.BaseUri, path)) { Content = body };
        request.Options.Set(RepeatingHandler.Once, once);
        if (header is { } one)
            request.Headers.TryAddWithoutValidation(one.Name, one.Value);
        if (http.Credentials is { } credentials)
            await credentials.ProcessHttpRequestAsync(request, cancellationToken).ConfigureAwait(false);
        return await http.HttpClient.SendAsync(request, completion, cancellationToken).ConfigureAwait(false);
    }
}
