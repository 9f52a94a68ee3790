using Harness.Proxying;
using Harness.Waiting;

namespace Harness.Scenarios.Running;

/// <summary>Calls again and again after something was taken away from a caller: the API server's caches follow after a moment.</summary>
internal static class FirstRefusal
{
    /// <summary>Well over the 10 s that the API server remembers an accepted token (source: TokenSuccessCacheTTL in its kubeapiserver options).</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>The first refusal; where none comes, what was answered last.</summary>
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
