using System.Globalization;
using System.Net;
using Harness.Load.Engine;
using Harness.Results;
using Harness.Runs;
using Harness.Scenarios.Running;
using Harness.Workloads;
using k8s.Autorest;

namespace Harness.Scenarios.Alternatives;

/// <summary>What a sidecar costs: memory for each replica, processor time for each request.</summary>
public sealed class SidecarCosts : ScenarioFixture
{
    private const int Replicas = 2;
    private const string Application = "hello";

    /// <summary>nginx's own code and buffers; a container that ran nothing would use less.</summary>
    private const long LeastMemory = 1 << 20;

    /// <summary>Enough that the sidecar's other work, answering its probe, is negligible.</summary>
    private const int EnoughRequests = 20;

    [Test]
    [Claim("C5")]
    public Task Each_replica_pays_for_its_sidecar_in_memory_and_processor_time() => ProveAsync("costs", async s =>
    {
        s.RequireLoad("three loads from pods, of 2 s each");
        s.RequireOurImage();
        var cost = s.Session.Settings.Get(Settings.BcryptCost);
        var cheap = BasicCredentials.Fresh("bob");
        var hello = await s.HelloAppAsync();
        var guard = await Guard.SidecarAsync(s, Replicas, (cheap, BasicCredentials.LeastCost));
        var (plain, pods) = (hello.Pods.Single(), guard.Service.Pods.ToList());
        var before = await FiguresAsync(s, hello, guard);

        var direct = await PodLoadCheck.RunAsync(s, "hello-app", Guard.Direct(plain.Value).Url, PodCaller.Nobody, warm: false);
        var dear = await PodLoadCheck.RunAsync(
            s, $"a sidecar, bcrypt cost {cost}", At(pods[0].Value), PodCaller.With(guard.Credentials), warm: false);
        var least = await PodLoadCheck.RunAsync(
            s, $"a sidecar, bcrypt cost {BasicCredentials.LeastCost}", At(pods[1].Value), PodCaller.With(cheap), warm: false);

        var after = await FiguresAsync(s, hello, guard);
        var application = PerRequest(plain.Key, direct);
        var (dearest, cheapest) = (PerRequest(pods[0].Key, dear), PerRequest(pods[1].Key, least));
        var memory = pods.ConvertAll(pod => before[pod.Key].MemoryBytes);
        s.Seen.Expect(
            "sidecars that use memory", $"{Replicas}, one in each replica", $"{memory.Count(bytes => bytes > LeastMemory)}",
            memory.Count == Replicas && memory.TrueForAll(bytes => bytes > LeastMemory),
            string.Join(", ", memory.Select(bytes => MiB(bytes))));
        s.Seen.Expect("processor time for each request that a sidecar adds", "more than none", Milliseconds(cheapest), cheapest > 0);
        if (cost >= BasicCredentials.LeastCost + 2)
        {
            var tooFew = least.Requests < EnoughRequests ? $"{least.Requests} requests with the cheap one are too few to judge by" : null;
            s.Seen.Expect(
                "a password four times as costly, or more", $"much more processor time than {Milliseconds(cheapest)}",
                Milliseconds(dearest), dearest > 1.5 * cheapest,
                undecided: tooFew);
        }

        Record(s, cost, memory, application, cheapest, dearest);

        double PerRequest(string pod, RoundMeasurement load) => (after[pod].CpuSeconds - before[pod].CpuSeconds) / load.Requests;
    });

    private static void Record(Scenario s, int cost, List<long> memory, double application, double cheapest, double dearest)
    {
        s.Seen.Measure("memory of a sidecar", memory.Average() / (1 << 20), "MiB");
        s.Seen.Measure($"memory of {Replicas} replicas' sidecars", memory.Sum() / (double)(1 << 20), "MiB");
        s.Seen.Measure("processor time of hello-app for each request", application * 1000, "ms");
        s.Seen.Measure($"processor time of a sidecar for each request, bcrypt cost {BasicCredentials.LeastCost}", cheapest * 1000, "ms");
        if (cost > BasicCredentials.LeastCost)
            s.Seen.Measure($"processor time of a sidecar for each request, bcrypt cost {cost}", dearest * 1000, "ms");
        s.Seen.Tell(AlternativeCatalogue.Sidecar, AlternativeCatalogue.Memory, $"{MiB(memory.Average())} for each replica");
        s.Seen.Tell(
            AlternativeCatalogue.Sidecar, AlternativeCatalogue.Cpu,
            $"{Milliseconds(dearest)} at bcrypt cost {cost}, {Milliseconds(cheapest)} at {BasicCredentials.LeastCost}; "
            + $"the application itself: {Milliseconds(application)}");
        s.Seen.Tell(AlternativeCatalogue.ReverseProxy, AlternativeCatalogue.Memory, "as one sidecar, for all replicas together");
        s.Seen.Tell(AlternativeCatalogue.ReverseProxy, AlternativeCatalogue.Cpu, "as one sidecar");
    }

    private static Uri At(string podAddress) => new UriBuilder("http", podAddress, NginxProxy.Port).Uri;

    /// <summary>What the application's own container and the sidecars have used until now, by pod.</summary>
    private static async Task<Dictionary<string, ContainerUsage>> FiguresAsync(Scenario s, DeployedHello hello, Guard guard)
    {
        var kubelet = new KubeletFigures(s.Session.Cluster.Admin);
        try
        {
            var figures = await Task.WhenAll(
                kubelet.ReadAsync(hello.Namespace, Application, [.. hello.Pods.Keys], s.Stop),
                kubelet.ReadAsync(hello.Namespace, NginxProxy.Container, [.. guard.Service.Pods.Keys], s.Stop));
            return figures.SelectMany(figure => figure).ToDictionary();
        }
        catch (HttpOperationException refused) when (
            refused.Response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)
        {
            throw new IgnoreException(
                "the kubelet's figures cannot be read: GET nodes/proxy …/stats/summary was answered "
                + $"{(int)refused.Response.StatusCode}; grant get on nodes/proxy");
        }
    }

    private static string MiB(double bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1 << 20):0.0} MiB");

    private static string Milliseconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0.###} ms");
}
