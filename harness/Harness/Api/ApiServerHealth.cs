using k8s;

namespace Harness.Api;

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
            var (status, text) = await RawApi.AskOnceAsync(client, "readyz", bound.Token).ConfigureAwait(false);
            return (status is >= 200 and < 300, $"{status}: {text.ReplaceLineEndings(" ")}");
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"no answer from {((Kubernetes)client).BaseUri} in {AnswerTimeout.TotalSeconds:0} s", late);
        }
    }
}
