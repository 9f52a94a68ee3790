using System.Net.Http.Headers;
using Harness.Access;
using Harness.Clusters;
using Harness.Load.Engine;
using Harness.Runs;
using Harness.Workloads;

namespace Harness.Load;

/// <summary>The quick benchmark: hello-app through the proxy by a consumer's grant, against hello-app directly.</summary>
public sealed class QuickBenchmarkStep : IMeasurement
{
    private Task<(DeployedHello Hello, Consumer Consumer)>? _prepared;

    /// <inheritdoc/>
    public Task PrepareAsync(Run run, CancellationToken stop) => _prepared ??= DeployAsync(run.Session, stop);

    /// <inheritdoc/>
    public Task RunAsync(Run run, CancellationToken stop) => run.Progress.StageAsync("quick benchmark", async progress =>
    {
        var session = run.Session;
        var (hello, consumer) = await (_prepared ??= DeployAsync(session, stop));
        // Pods that are being removed would be measured along with the proxy.
        progress.Report("waiting until the scenarios' pods are gone");
        await session.Namespaces.EndedAsync(stop);
        try
        {
            var benchmark = new QuickBenchmark
            {
                Target = "hello-app, 1 replica, GET /",
                Proxied = await ProxiedAsync(session, hello, consumer, stop),
                Direct = Direct(session, hello),
                DirectGenerator = session.Direct.Kind == DirectRouteKind.Pod
                    ? new PodLoadGenerator(session, hello.Namespace)
                    : new LocalLoadGenerator(),
            };
            run.Folder.AddBenchmark(await benchmark.RunAsync(progress, stop));
        }
        finally
        {
            await session.Namespaces.DeleteAsync(hello.Namespace, session.Cluster.Lost);
        }
    });

    /// <summary>Where this or the measurement fails, the session's end removes the namespace.</summary>
    private static async Task<(DeployedHello Hello, Consumer Consumer)> DeployAsync(HarnessSession session, CancellationToken stop)
    {
        var ns = await session.Namespaces.CreateAsync("bench", stop);
        var workload = HelloWorkload.Standard().ReachedBy(session.Direct);
        var hello = await session.Deployer.DeployAsync(workload, ns, session.Direct.NodePorts, stop);
        await DirectReadiness.WaitAsync(session.Direct, hello, stop);
        var consumer = await session.Consumers.CreateAsync(ns, "consumer", stop);
        await session.Grants.ApplyAsync(Grant.ServiceProxy(consumer, "consumer-proxy", [hello.Name], ["get"]), stop);
        return (hello, consumer);
    }

    /// <summary>The token is asked for when it is used: the scenarios may take longer than it is valid.</summary>
    private static async Task<LoadRoute> ProxiedAsync(
        HarnessSession session, DeployedHello hello, Consumer consumer, CancellationToken stop)
    {
        var token = await session.Consumers.RequestTokenAsync(consumer, ConsumerProvisioner.ShortestLifetime, [], stop);
        var api = session.Cluster.Api;
        var target = new HttpTarget(hello.Url.On(api.Address), HelloWorkload.Greeting)
        {
            Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal()),
            Authorities = api.Authorities,
            ServerName = api.ServerName,
        };
        return new LoadRoute("proxied", $"API server {api.Address.Authority}", target);
    }

    private static LoadRoute Direct(HarnessSession session, DeployedHello hello)
    {
        var url = session.Direct.Kind == DirectRouteKind.Pod
            ? new UriBuilder("http", hello.ClusterAddress, HelloWorkload.Port).Uri
            : session.Direct.To(hello.NodePort!.Value)!;
        return new LoadRoute("direct", session.Direct.Description, new HttpTarget(url, HelloWorkload.Greeting));
    }
}
