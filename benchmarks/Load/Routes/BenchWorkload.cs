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
    /// <param name="grants">What the consumer may do.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="HarnessException">It did not become ready.</exception>
    public static async Task<BenchWorkload> DeployAsync(
        HarnessSession session, Func<DeployedHello, Consumer, IEnumerable<Grant>> grants, CancellationToken stop)
    {
        var ns = await session.Namespaces.CreateAsync("bench", stop).ConfigureAwait(false);
        var workload = HelloWorkload.Standard().ReachedBy(session.Direct);
        var hello = await session.Deployer.DeployAsync(workload, ns, session.Direct.NodePorts, stop).ConfigureAwait(false);
        await DirectReadiness.WaitAsync(session.Direct, hello, stop).ConfigureAwait(false);
        var consumer = await session.Consumers.CreateAsync(ns, "consumer", stop).ConfigureAwait(false);
        foreach (var grant in grants(hello, consumer))
            await session.Grants.ApplyAsync(grant, stop).ConfigureAwait(false);
        return new BenchWorkload(session, hello, consumer);
    }

    /// <summary>The ways to it, with a token of the consumer's that is valid from now on.</summary>
    /// <param name="lifetime">For how long, beyond the shortest that the API server issues.</param>
    /// <param name="stop">Ends the call.</param>
    public async Task<HelloRoutes> RoutesAsync(TimeSpan lifetime, CancellationToken stop)
    {
        var token = await Session.Consumers.RequestTokenAsync(Consumer, ConsumerProvisioner.ShortestLifetime + lifetime, [], stop)
            .ConfigureAwait(false);
        return new HelloRoutes(Session.Cluster.Api, Session.Direct, Hello, token);
    }

    /// <summary>Removes it.</summary>
    public Task RemoveAsync() => Session.Namespaces.DeleteAsync(Hello.Namespace, Session.Cluster.Lost);
}
