using Harness.Load.Engine;
using Harness.Runs;
using Harness.Workloads;

namespace Harness.Load;

/// <summary>Load made by a pod in the cluster where this host reaches no node.</summary>
/// <param name="session">The run's session.</param>
/// <param name="ns">Namespace that the pods run in.</param>
internal sealed class PodLoadGenerator(HarnessSession session, string ns) : ILoadGenerator
{
    /// <summary>As whom it calls.</summary>
    public PodCaller Caller { get; init; } = PodCaller.Nobody;

    /// <inheritdoc/>
    public async Task<HttpAnswer> AskAsync(HttpTarget target, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (!session.Image.IsOurs)
        {
            return new HttpAnswer(
                null, "", "this host reaches no node, and load from a pod needs the image built here: omit --hello-image");
        }

        var call = new PodCall(session.Cluster.Admin, session.Image);
        var answer = await call.GetAsync(ns, new PodGet(target.Url, Caller), cancellationToken);
        return new HttpAnswer(answer.Status, answer.Body, answer.Error);
    }

    /// <inheritdoc/>
    public Task<RoundMeasurement> RunAsync(HttpTarget target, LoadRound round, CancellationToken cancellationToken) =>
        new PodLoad(session.Cluster.Admin, session.Image)
            .RunAsync(ns, target.Url, target.Marker, round, Caller, cancellationToken);
}
