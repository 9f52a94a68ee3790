using Harness.Access;
using Harness.Runs;
using Harness.Workloads;

namespace Harness.Load.SideEffects;

/// <summary>Side effects on a cluster: a consumer's load through the proxy, and beside it the ordinary calls of somebody else.</summary>
/// <param name="profile">How long, and at which levels.</param>
/// <param name="seed">Seed of the order and of the intervals.</param>
public sealed class SideEffectsRun(SideEffectsProfile profile, int seed) : IRunStep
{
    /// <summary>Name of the benchmark in results.</summary>
    public const string Name = "side effects";

    private static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public Task RunAsync(Run run, CancellationToken stop) => run.Progress.StageAsync(Name, async progress =>
    {
        var session = run.Session;
        // Pods that are being removed would be measured along with the proxy.
        await session.Namespaces.EndedAsync(stop);
        var workload = await BenchWorkload.DeployAsync(session, HelloWorkload.Standard(), session.Direct.NodePorts, Grants, stop);
        try
        {
            var ns = workload.Hello.Namespace;
            progress.Report(FormattableString.Invariant($"making {CallObjects.Pods} pods that are never scheduled"));
            await new CallObjects(session.Cluster.Admin, ns).CreateAsync(session.Image.Reference, stop);
            var proxied = workload.Routes(TokenLifetime).OnServer("proxied", workload.Hello.Url.PathAndQuery, HelloWorkload.Greeting);
            var caller = await OrdinaryAsync(session, ns, stop);
            await using var calls = new OrdinaryCalls(session.Cluster.Api, ns, caller);
            await caller.CurrentAsync(profile.During, stop);
            await calls.BeginAsync(stop);
            await MeasureAsync(run, proxied, (calls, caller), progress, stop);
        }
        finally
        {
            await workload.RemoveAsync();
        }
    });

    private static IEnumerable<Grant> Grants(DeployedHello hello, Consumer consumer) =>
        [Grant.ServiceProxy(consumer, "consumer-proxy", [hello.Name], ["get"])];

    private static async Task<OrdinaryCaller> OrdinaryAsync(HarnessSession session, string ns, CancellationToken stop)
    {
        var caller = await session.Consumers.CreateAsync(ns, "ordinary", stop);
        foreach (var grant in OrdinaryCalls.Grants(caller))
            await session.Grants.ApplyAsync(grant, stop);
        return new OrdinaryCaller(RenewedToken.Of(session.Consumers, caller, TokenLifetime));
    }

    /// <summary>However it ends, what was measured is kept.</summary>
    private async Task MeasureAsync(
        Run run, LoadRoute route, (OrdinaryCalls Calls, OrdinaryCaller Caller) ordinary, IProgress<string> progress, CancellationToken stop)
    {
        var cluster = run.Session.Cluster;
        var benchmark = new SideEffectsBenchmark(route, ordinary.Calls.All, profile, seed)
        {
            Ordinary = ordinary.Caller,
            Watched = new WatchedRounds(PodWatch.Of(cluster.Admin, ordinary.Calls.Namespace, AppObjects.Label)),
            Look = new ClusterLook(cluster).TakeAsync,
        };
        using var priority = new ClientPriority();
        await KeptBenchmark.MeasureAsync(
            run.Folder,
            () => benchmark.RunAsync(progress, stop),
            () => benchmark.Result is { } measured
                ? KeptBenchmark.Of(Name, "hello-app, 1 replica, GET / through the proxy, beside ordinary calls") with
                {
                    SideEffects = measured with { ClientRanFirst = priority.IsRaised },
                }
                : null);
    }
}
