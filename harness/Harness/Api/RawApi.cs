using System.Text;
using k8s;

namespace Harness.Api;

/// <summary>Calls that the generated client does not have: <c>/readyz</c>, <c>/metrics</c>, objects of any kind.</summary>
public static class RawApi
{
    /// <summary>Calls the API server.</summary>
    /// <param name="client">As whom.</param>
    /// <param name="method">HTTP method.</param>
    /// <param name="path">Path without the first slash.</param>
    /// <param name="yaml">An object to send, as YAML; null for none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>HTTP status and text.</returns>
    /// <exception cref="HttpRequestException">No answer.</exception>
    public static async Task<(int Status, string Text)> CallAsync(
        IKubernetes client, HttpMethod method, string path, string? yaml, CancellationToken cancellationToken)
    {
        var http = (Kubernetes)client;
        using var request = new HttpRequestMessage(method, new Uri(http.BaseUri, path));
        if (yaml is not null)
            request.Content = new StringContent(yaml, Encoding.UTF8, "application/yaml");
        if (http.Credentials is { } credentials)
            await credentials.ProcessHttpRequestAsync(request, cancellationToken).ConfigureAwait(false);
        using var response = await http.HttpClient.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
    }
}
