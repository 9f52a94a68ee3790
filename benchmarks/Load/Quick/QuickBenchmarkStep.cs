using System.Net.Http.Headers;
using Harness.Access;
using Harness.Clusters;
using Harness.Load.Engine;
using Harness.Runs;
using Harness.Workloads;

namespace Harness.Load;

/// <summary>The quick benchmark: hello-app through the proxy by a consumer's grant, against hello-app directly.</summary>
public sealed class QuickBenchmarkStep : IRunStep
{
    /// <inheritdoc/>
    public Task RunAsync(Run run, CancellationToken stop) => run.Progress.StageAsync("quick benchmark", async progress =>
    {
        var session = run.Session;
        // Pods that are being removed would be measured along with the proxy.
        progress.Report("waiting until the scenarios' pods are gone");
        await session.Namespaces.EndedAsync(stop);
        var ns = await session.Namespaces.CreateAsync("bench", stop);
        try
        {
            var workload = HelloWorkload.Standard().ReachedBy(session.Direct);
            var hello = await session.Deployer.DeployAsync(workload, ns, session.Direct.NodePorts, stop);
            await DirectReadiness.WaitAsync(session.Direct, hello, stop);
            var benchmark = new QuickBenchmark
            {
                Target = "hello-app, 1 replica, GET /",
                Proxied = await ProxiedAsync(session, hello, stop),
                Direct = Direct(session, hello),
                DirectGenerator = session.Direct.Kind == DirectRouteKind.Pod ? new PodLoadGenerator(session, ns) : new LocalLoadGenerator(),
            };
            run.Folder.AddBenchmark(await benchmark.RunAsync(progress, stop));
        }
        finally
        {
            await session.Namespaces.DeleteAsync(ns, session.Cluster.Lost);
        }
    });

    private static async Task<LoadRoute> ProxiedAsync(HarnessSession session, DeployedHello hello, CancellationToken stop)
    {
        var consumer = await session.Consumers.CreateAsync(hello.Namespace, "consumer", stop);
        await session.Grants.ApplyAsync(Grant.ServiceProxy(consumer, "consumer-proxy", [hello.Name], ["get"]), stop);
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
