using Harness.Proxying;
using Harness.Waiting;

namespace Harness.Scenarios.Running;

/// <summary>Calls again and again after something was taken away from a caller: the API server's caches follow after a moment.</summary>
internal static class FirstRefusal
{
    /// <summary>Well over the 10 s that the API server remembers an accepted token (source: TokenSuccessCacheTTL in its kubeapiserver options).</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>The first refusal; where none comes in time, what was answered last, which then is what was seen.</summary>
    public static async Task<Verdict> WaitAsync(ServiceProxyClient client, ServiceProxyUrl url, CancellationToken stop)
    {
        Verdict? last = null;
        try
        {
            return await new Condition($"{client.Caller} is refused {url}", Deadline).WaitAsync(
                async ct =>
                {
                    last = (await client.CallAsync(HttpMethod.Get, url, ct)).Verdict;
                    return last.Kind is VerdictKind.Forbidden or VerdictKind.Unauthenticated ? Seen.Met(last) : Seen.NotYet<Verdict>($"{last}");
                },
                stop);
        }
        catch (HarnessException) when (last is not null)
        {
            return last;
        }
    }
}
