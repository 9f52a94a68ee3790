using Harness.Scenarios.Running;
using Harness.Workloads;

namespace Harness.Scenarios.Alternatives;

/// <summary>A short load from a pod, whose every request must be answered for its figures to count.</summary>
internal static class Load
{
    private static readonly TimeSpan During = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.3);

    /// <summary>One connection kept busy for 2 s.</summary>
    /// <param name="s">The scenario.</param>
    /// <param name="what">What is called, for people.</param>
    /// <param name="url">Where it is.</param>
    /// <param name="caller">As whom.</param>
    /// <param name="warm">Whether what is measured is the latency, which the first requests would spoil; figures of processor time count them all.</param>
    public static async Task<PodLoadResult> RunAsync(Scenario s, string what, Uri url, PodCaller caller, bool warm)
    {
        var load = new PodLoad(s.Session.Cluster.Admin, s.Session.Image);
        var result = await load.RunAsync(await s.NamespaceAsync(), url, 1, During, warm ? WarmUp : TimeSpan.Zero, s.Stop, caller);
        var errors = string.Join(", ", result.Errors.Select(error => $"{error.Value} × {error.Key}"));
        var asExpected = result is { Requests: > 0, FirstStatus: 200 } && result.Errors.Count == 0;
        s.Seen.Expect($"load on {what} as {caller}", "every request answered with 200", $"{result.Requests} answered{(errors.Length == 0 ? "" : $", failed: {errors}")}", asExpected, result.FirstBody);
        return result;
    }
}
