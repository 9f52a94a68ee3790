using Harness.Load;
using Harness.Load.Engine;
using Harness.Sessions;
using Harness.Workloads;

namespace Harness.Cli.Runs;

/// <summary>Load made by a pod in the cluster, where this host reaches no node.</summary>
/// <param name="session">The run's session.</param>
/// <param name="ns">Namespace that the pods run in.</param>
internal sealed class PodLoadGenerator(HarnessSession session, string ns) : ILoadGenerator
{
    /// <inheritdoc/>
    public async Task<HttpAnswer> AskAsync(HttpTarget target, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (!session.Image.IsOurs)
            return new HttpAnswer(null, "", "this host reaches no node, and load from a pod needs the image built here: leave --hello-image away");
        var result = await RunAsync(target, 1, TimeSpan.FromSeconds(1), TimeSpan.Zero, cancellationToken);
        return new HttpAnswer(result.FirstStatus, result.FirstBody ?? "", result.FirstBody is null ? "no answer" : null);
    }

    /// <inheritdoc/>
    public async Task<RoundMeasurement> RunAsync(HttpTarget target, LoadRound round, CancellationToken cancellationToken)
    {
        var result = await RunAsync(target, round.Connections, round.During, round.WarmUp, cancellationToken);
        return new RoundMeasurement
        {
            Latencies = Latencies.FromBuckets(result.LatencyMicroseconds.Histogram.Select(pair => (pair[0], pair[1]))),
            Errors = result.Errors,
            Seconds = result.Seconds,
        };
    }

    private Task<PodLoadResult> RunAsync(
        HttpTarget target, int connections, TimeSpan during, TimeSpan warmUp, CancellationToken cancellationToken) =>
        new PodLoad(session.Cluster.Admin, session.Image).RunAsync(ns, target.Url, connections, during, warmUp, cancellationToken);
}
