using Harness.Access;
using Harness.Runs;
using Harness.Workloads;

namespace Harness.Load;

/// <summary>The quick benchmark: hello-app through the proxy by a consumer's grant, against hello-app directly.</summary>
public sealed class QuickBenchmarkStep : IMeasurement
{
    private Task<BenchWorkload>? _prepared;

    /// <inheritdoc/>
    public Task PrepareAsync(Run run, CancellationToken stop) => _prepared ??= DeployAsync(run.Session, stop);

    /// <inheritdoc/>
    public Task RunAsync(Run run, CancellationToken stop) => run.Progress.StageAsync("quick benchmark", async progress =>
    {
        var workload = await (_prepared ??= DeployAsync(run.Session, stop));
        // Pods that are being removed would be measured along with the proxy.
        progress.Report("waiting until the scenarios' pods are gone");
        await run.Session.Namespaces.EndedAsync(stop);
        try
        {
            // The token is asked for when it is used: the scenarios may take longer than it is valid.
            var routes = workload.Routes(TimeSpan.Zero);
            var benchmark = new QuickBenchmark
            {
                Target = "hello-app, 1 replica, GET /",
                Proxied = routes.OnServer("proxied", workload.Hello.Url.PathAndQuery, HelloWorkload.Greeting),
                Direct = routes.Direct("direct"),
                DirectGenerator = workload.DirectGenerator,
            };
            run.Folder.AddBenchmark(await benchmark.RunAsync(progress, stop));
        }
        finally
        {
            await workload.RemoveAsync();
        }
    });

    private static Task<BenchWorkload> DeployAsync(HarnessSession session, CancellationToken stop) => BenchWorkload.DeployAsync(
        session,
        HelloWorkload.Standard(),
        session.Direct.NodePorts,
        (hello, consumer) => [Grant.ServiceProxy(consumer, "consumer-proxy", [hello.Name], ["get"])],
        stop);
}
