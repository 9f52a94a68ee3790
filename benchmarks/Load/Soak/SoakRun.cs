using Harness.Access;
using Harness.Runs;
using Harness.Workloads;

namespace Harness.Load.Soak;

/// <summary>A soak on a cluster: hello-app through the proxy, by a consumer whose token is renewed meanwhile.</summary>
/// <param name="profile">How long.</param>
public sealed class SoakRun(SoakProfile profile) : IRunStep
{
    /// <summary>Name of the benchmark in results.</summary>
    public const string Name = "soak";

    /// <inheritdoc/>
    public Task RunAsync(Run run, CancellationToken stop) => run.Progress.StageAsync(Name, async progress =>
    {
        var session = run.Session;
        await session.Namespaces.EndedAsync(stop);
        var workload = await BenchWorkload.DeployAsync(session, HelloWorkload.Standard(), session.Direct.NodePorts, Grants, stop);
        try
        {
            await MeasureAsync(run, workload, progress, stop);
        }
        finally
        {
            await workload.RemoveAsync();
        }
    });

    private static IEnumerable<Grant> Grants(DeployedHello hello, Consumer consumer) =>
        [Grant.ServiceProxy(consumer, "consumer-proxy", [hello.Url.ResourceName], ["get"])];

    /// <summary>However it ends, what was measured is kept.</summary>
    private Task MeasureAsync(Run run, BenchWorkload workload, IProgress<string> progress, CancellationToken stop)
    {
        // The shortest life that there is, so that renewals are part of what is measured.
        var token = workload.Token(TimeSpan.Zero);
        var routes = workload.Routes(token);
        var proxied = routes.OnServer("proxied", workload.Hello.Url.PathAndQuery, HelloWorkload.Greeting);
        var benchmark = new SoakBenchmark(
            (proxied, new LocalLoadGenerator()), (routes.Direct("direct"), workload.DirectGenerator), profile)
        {
            Token = token,
            Watched = workload.Watched(),
            Look = new SoakLooks(run.Session.Cluster).TakeAsync,
        };
        return KeptBenchmark.MeasureAsync(
            run.Folder,
            () => benchmark.RunAsync(progress, stop),
            () => benchmark.Result is { } measured
                ? KeptBenchmark.Of(Name, "hello-app, 1 replica, GET / through the proxy at a constant rate") with { Soak = measured }
                : null);
    }
}
