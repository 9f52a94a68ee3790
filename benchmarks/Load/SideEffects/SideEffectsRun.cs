using Harness.Access;
using Harness.Results;
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
            var routes = await workload.RoutesAsync(TokenLifetime, stop);
            var proxied = routes.OnServer("proxied", routes.Hello.Url.PathAndQuery, HelloWorkload.Greeting);
            await using var calls = await OrdinaryAsync(session, ns, stop);
            await MeasureAsync(run, proxied, calls, progress, stop);
        }
        finally
        {
            await workload.RemoveAsync();
        }
    });

    private static IEnumerable<Grant> Grants(DeployedHello hello, Consumer consumer) =>
        [Grant.ServiceProxy(consumer, "consumer-proxy", [hello.Name], ["get"])];

    private static async Task<OrdinaryCalls> OrdinaryAsync(HarnessSession session, string ns, CancellationToken stop)
    {
        var caller = await session.Consumers.CreateAsync(ns, "ordinary", stop);
        foreach (var grant in OrdinaryCalls.Grants(caller))
            await session.Grants.ApplyAsync(grant, stop);
        var token = await session.Consumers.RequestTokenAsync(caller, TokenLifetime, [], stop);
        var calls = new OrdinaryCalls(session.Cluster.Api, ns, token);
        await calls.BeginAsync(stop);
        return calls;
    }

    /// <summary>However it ends, what was measured is kept.</summary>
    private async Task MeasureAsync(Run run, LoadRoute route, OrdinaryCalls calls, IProgress<string> progress, CancellationToken stop)
    {
        var (started, cluster) = (TimeProvider.System.GetUtcNow(), run.Session.Cluster);
        var benchmark = new SideEffectsBenchmark(route, calls.All, profile, seed) { Look = new ClusterLook(cluster).TakeAsync };
        using var priority = new ClientPriority();
        try
        {
            await benchmark.RunAsync(progress, stop);
        }
        finally
        {
            if (benchmark.Result is { } measured)
            {
                run.Folder.AddBenchmark(new BenchmarkResult
                {
                    Name = Name,
                    Target = "hello-app, 1 replica, GET / through the proxy, beside ordinary calls",
                    Comparisons = [],
                    SideEffects = measured with { ClientRanFirst = priority.IsRaised },
                    Started = started,
                    Duration = TimeProvider.System.GetUtcNow() - started,
                });
            }
        }
    }
}
