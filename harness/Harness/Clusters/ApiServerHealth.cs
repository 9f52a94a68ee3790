using k8s;

namespace Harness.Clusters;

/// <summary>Asks the API server whether it is ready.</summary>
internal static class ApiServerHealth
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Asks <c>/readyz</c> (source: https://kubernetes.io/docs/reference/using-api/health-checks/).</summary>
    /// <exception cref="HttpRequestException">No answer.</exception>
    public static async Task<(bool IsReady, string Answer)> AskAsync(IKubernetes client, CancellationToken cancellationToken)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(AnswerTimeout);
        try
        {
            // The code API of the client knows no /readyz: /version is served by the same process, but only once it is up.
            var http = (Kubernetes)client;
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(http.BaseUri, "readyz"));
            if (http.Credentials is { } credentials)
                await credentials.ProcessHttpRequestAsync(request, bound.Token).ConfigureAwait(false);
            using var response = await http.HttpClient.SendAsync(request, bound.Token).ConfigureAwait(false);
            var answer = await response.Content.ReadAsStringAsync(bound.Token).ConfigureAwait(false);
            return (response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {answer.ReplaceLineEndings(" ")}");
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"no answer from {((Kubernetes)client).BaseUri} in {AnswerTimeout.TotalSeconds:0} s", late);
        }
    }
}
