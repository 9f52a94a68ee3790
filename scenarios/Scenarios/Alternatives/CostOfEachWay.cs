using System.Globalization;
using Harness.Access;
using Harness.Clusters;
using Harness.Proxying;
using Harness.Results;
using Harness.Scenarios.Running;
using Harness.Workloads;

namespace Harness.Scenarios.Alternatives;

/// <summary>The ways to one application beside each other. Measured alone: other scenarios would be measured along.</summary>
public sealed class CostOfEachWay : ScenarioFixture
{
    /// <summary>The API server's own processor time (source: Prometheus' client libraries, process collector).</summary>
    private const string ProcessSeconds = "process_cpu_seconds_total ";

    [Test]
    [Claim("C5")]
    public Task Each_way_to_the_application_costs_latency() => ProveAsync("ways", async s =>
    {
        s.RequireOurImage();
        var hello = await s.HelloAppAsync();
        var consumer = await s.ConsumerAsync("consumer");
        var (proxy, sidecar) = (await Guard.StandAloneAsync(s, hello), await Guard.SidecarAsync(s));
        await s.GrantAsync(consumer, [hello.Name], "get");

        await s.AloneAsync(() => MeasureAsync(s, hello, consumer, proxy, sidecar));
    });

    private static async Task MeasureAsync(Scenario s, DeployedHello hello, Consumer consumer, Guard proxy, Guard sidecar)
    {
        var direct = await Load.RunAsync(s, "the application itself", new UriBuilder("http", hello.ClusterAddress!, HelloWorkload.Port).Uri, PodCaller.Nobody, warm: true);
        await WayAsync(s, AlternativeCatalogue.ReverseProxy, proxy.Service.ClusterUrl!, PodCaller.With(proxy.Credentials), direct);
        await WayAsync(s, AlternativeCatalogue.Sidecar, sidecar.Service.ClusterUrl!, PodCaller.With(sidecar.Credentials), direct);
        var before = await ApiServerSecondsAsync(s);
        var proxied = await WayAsync(s, AlternativeCatalogue.ApiServer, hello.Url.On(ApiServerAddress.InCluster), PodCaller.As(consumer), direct);
        var after = await ApiServerSecondsAsync(s);

        s.Seen.Tell(AlternativeCatalogue.ApiServer, AlternativeCatalogue.Cpu, after - before is > 0 and var seconds
            ? string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000 / proxied.Requests:0.##} ms of the API server's")
            : "not measured: its /metrics cannot be read");
        s.Seen.Tell(AlternativeCatalogue.ApiServer, AlternativeCatalogue.Memory, "none for the service or its replicas");
    }

    private static async Task<PodLoadResult> WayAsync(Scenario s, string way, Uri url, PodCaller caller, PodLoadResult direct)
    {
        var load = await Load.RunAsync(s, way, url, caller, warm: true);
        var (median, least) = (load.LatencyMicroseconds.MedianMilliseconds, direct.LatencyMicroseconds.MedianMilliseconds);
        s.Seen.Measure($"median latency of the {way}, one connection", median, "ms");
        s.Seen.Tell(way, AlternativeCatalogue.Latency, string.Create(CultureInfo.InvariantCulture, $"{median:0.##} ms; direct: {least:0.##} ms"));
        return load;
    }

    /// <summary>Null where it does not tell. Where several API servers take turns, what one says next to another is not to be compared.</summary>
    private static async Task<double?> ApiServerSecondsAsync(Scenario s)
    {
        var (status, text) = await RawApi.CallAsync(s.Session.Cluster.Admin, HttpMethod.Get, "metrics", null, s.Stop);
        var line = text.Split('\n').FirstOrDefault(line => line.StartsWith(ProcessSeconds, StringComparison.Ordinal));
        return status == 200 && double.TryParse(line?[ProcessSeconds.Length..], CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
    }
}
