using Harness.Load.Engine;
using Harness.Scenarios.Running;
using Harness.Workloads;

namespace Harness.Scenarios.Alternatives;

/// <summary>A short load from a pod, whose every request must be answered for its figures to count.</summary>
internal static class Load
{
    private static readonly TimeSpan During = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.3);
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(10);

    /// <summary>One connection kept busy for 2 s.</summary>
    /// <param name="s">The scenario.</param>
    /// <param name="what">What is called, for people.</param>
    /// <param name="url">Where it is.</param>
    /// <param name="caller">As whom.</param>
    /// <param name="warm">Whether what is measured is the latency, which the first requests would spoil; figures of processor time count them all.</param>
    public static async Task<RoundMeasurement> RunAsync(Scenario s, string what, Uri url, PodCaller caller, bool warm)
    {
        var round = new LoadRound(1, warm ? WarmUp : TimeSpan.Zero, During, Drain);
        var load = new PodLoad(s.Session.Cluster.Admin, s.Session.Image);
        var result = await load.RunAsync(await s.NamespaceAsync(), url, HelloWorkload.Greeting, round, caller, s.Stop);
        var errors = string.Join(", ", result.Errors.Select(error => $"{error.Value} × {error.Key}"));
        var asExpected = result.Requests > 0 && result.Errors.Count == 0;
        var observed = $"{result.Requests} answered{(errors.Length == 0 ? "" : $", failed: {errors}")}";
        s.Seen.Expect($"load on {what} as {caller}", "every request answered with 200", observed, asExpected, $"GET {url}");
        return result;
    }
}
