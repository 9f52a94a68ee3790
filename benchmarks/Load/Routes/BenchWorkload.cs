using Harness.Access;
using Harness.Clusters;
using Harness.Runs;
using Harness.Workloads;

namespace Harness.Load;

/// <summary>What a benchmark calls and who calls it: hello-app and a consumer, in a namespace of their own.</summary>
/// <param name="Session">The run's session.</param>
/// <param name="Hello">The workload, ready on every way.</param>
/// <param name="Consumer">Who calls it through the proxy.</param>
public sealed record BenchWorkload(HarnessSession Session, DeployedHello Hello, Consumer Consumer)
{
    /// <summary>Where load on the direct route comes from: this process, or pods where this host reaches no node.</summary>
    public ILoadGenerator DirectGenerator => Session.Direct.Kind == DirectRouteKind.Pod
        ? new PodLoadGenerator(Session, Hello.Namespace)
        : new LocalLoadGenerator();

    /// <summary>Deploys it. Where this or the measurement fails, the session's end removes the namespace.</summary>
    /// <param name="session">The run's session.</param>
    /// <param name="workload">What is deployed.</param>
    /// <param name="nodePorts">Node ports to take one of; empty for any.</param>
    /// <param name="grants">What the consumer may do.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="HarnessException">It did not become ready.</exception>
    public static async Task<BenchWorkload> DeployAsync(
        HarnessSession session, HelloWorkload workload, IReadOnlyList<int> nodePorts,
        Func<DeployedHello, Consumer, IEnumerable<Grant>> grants, CancellationToken stop)
    {
        var ns = await session.Namespaces.CreateAsync("bench", stop).ConfigureAwait(false);
        var hello = await session.Deployer.DeployAsync(workload.ReachedBy(session.Direct), ns, nodePorts, stop).ConfigureAwait(false);
        await DirectReadiness.WaitAsync(session.Direct, hello, stop).ConfigureAwait(false);
        var consumer = await session.Consumers.CreateAsync(ns, "consumer", stop).ConfigureAwait(false);
        foreach (var grant in grants(hello, consumer))
            await session.Grants.ApplyAsync(grant, stop).ConfigureAwait(false);
        return new BenchWorkload(session, hello, consumer);
    }

    /// <summary>The ways to it, with a token of the consumer's that is renewed before it expires.</summary>
    /// <param name="lifetime">How long each should be valid, beyond the shortest that the API server issues.</param>
    public HelloRoutes Routes(TimeSpan lifetime) => Routes(Token(lifetime));

    /// <summary>The ways to it, with a token of the consumer's.</summary>
    /// <param name="token">The token.</param>
    public HelloRoutes Routes(RenewedToken token) => new(Session.Cluster.Api, Session.Direct, Hello, token);

    /// <summary>A token of the consumer's.</summary>
    /// <param name="lifetime">How long each should be valid, beyond the shortest that the API server issues.</param>
    public RenewedToken Token(TimeSpan lifetime) =>
        RenewedToken.Of(Session.Consumers, Consumer, ConsumerProvisioner.ShortestLifetime + lifetime);

    /// <summary>Rounds on it, watched: its own pods, and what was put in front of them.</summary>
    internal WatchedRounds Watched() => new(PodWatch.Of(Session.Cluster.Admin, Hello.Namespace, AppObjects.Label));

    /// <summary>Removes it.</summary>
    public Task RemoveAsync() => Session.Namespaces.DeleteAsync(Hello.Namespace, Session.Cluster.Lost);
}
