using Harness.Proxying;
using Harness.Waiting;

namespace Harness.Scenarios.Running;

/// <summary>Calls repeatedly after a caller lost access: the API server's caches catch up shortly after.</summary>
internal static class FirstRefusal
{
    /// <summary>
    /// Well over the 10 s that the API server caches an accepted token (source: TokenSuccessCacheTTL, kubeapiserver options).
    /// </summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>The first refusal; if none comes, the last answer.</summary>
    public static Task<Verdict> WaitAsync(ServiceProxyClient client, ServiceProxyUrl url, CancellationToken stop) => LastAnswer.WaitAsync(
        new Condition($"{client.Caller} is refused {url}", Deadline),
        async ct =>
        {
            var verdict = (await client.CallAsync(HttpMethod.Get, url, ct)).Verdict;
            var isRefusal = verdict.Kind is VerdictKind.Forbidden or VerdictKind.Unauthenticated;
            return (verdict.Kind == VerdictKind.Failed ? null : verdict, isRefusal);
        },
        stop);
}
