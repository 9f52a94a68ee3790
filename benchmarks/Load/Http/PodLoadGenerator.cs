using Harness.Runs;
using Harness.Workloads;

namespace Harness.Load;

/// <summary>Load made by a pod in the cluster, where this host reaches no node.</summary>
/// <param name="session">The run's session.</param>
/// <param name="ns">Namespace that the pods run in.</param>
internal sealed class PodLoadGenerator(HarnessSession session, string ns) : ILoadGenerator
{
    /// <inheritdoc/>
    public async Task<RouteAnswer> AskAsync(LoadRoute route, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (!session.Image.IsOurs)
            return new RouteAnswer(null, "this host reaches no node, and load from a pod needs the image built here: leave --hello-image away", false);
        var result = await RunAsync(route, 1, TimeSpan.FromSeconds(1), TimeSpan.Zero, cancellationToken);
        return new RouteAnswer(result.FirstStatus, result.FirstBody ?? "no answer", result.FirstBody?.Contains(route.Marker, StringComparison.Ordinal) == true);
    }

    /// <inheritdoc/>
    public async Task<RoundMeasurement> RunAsync(LoadRoute route, LoadRound round, CancellationToken cancellationToken)
    {
        var result = await RunAsync(route, round.Connections, round.During, round.WarmUp, cancellationToken);
        return new RoundMeasurement
        {
            Latencies = Latencies.FromBuckets(result.LatencyMicroseconds.Histogram.Select(pair => (pair[0], pair[1]))),
            Errors = result.Errors,
            Seconds = result.Seconds,
        };
    }

    private Task<PodLoadResult> RunAsync(
        LoadRoute route, int connections, TimeSpan during, TimeSpan warmUp, CancellationToken cancellationToken) =>
        new PodLoad(session.Cluster.Admin, session.Image).RunAsync(ns, route.Url, connections, during, warmUp, cancellationToken);
}
