using System.Globalization;
using Harness.Api;
using Harness.Load.Engine;
using Harness.Results;
using Harness.Scenarios.Running;
using Harness.Workloads;

namespace Harness.Scenarios.Alternatives;

/// <summary>The ways to one application, side by side. Measured alone: other scenarios would distort the figures.</summary>
public sealed class CostOfEachWay : ScenarioFixture
{
    /// <summary>The API server's own processor time (source: Prometheus' client libraries, process collector).</summary>
    private const string ProcessSeconds = "process_cpu_seconds_total ";

    [Test]
    [Claim("C5")]
    public Task Each_way_to_the_application_costs_latency() => ProveAsync("ways", async s =>
    {
        s.RequireLoad("four loads from pods, of 2 s each");
        s.RequireOurImage();
        var hello = await s.HelloAppAsync();
        var consumer = await s.ConsumerAsync("consumer");
        await s.GrantAsync(consumer, [hello.Name], "get");
        var guards = await Task.WhenAll(Guard.StandAloneAsync(s, hello), Guard.SidecarAsync(s));
        var plain = new PodGet(new UriBuilder("http", hello.ClusterAddress!, HelloWorkload.Port).Uri, PodCaller.Nobody);
        var proxy = new PodGet(guards[0].Service.ClusterUrl!, PodCaller.With(guards[0].Credentials));
        var sidecar = new PodGet(guards[1].Service.ClusterUrl!, PodCaller.With(guards[1].Credentials));
        var server = new PodGet(hello.Url.On(ApiServerAddress.InCluster), PodCaller.As(consumer));
        await Task.WhenAll(new[] { plain, proxy, sidecar, server }.Select(s.CallAsync)); // waits for answers; a load does not

        await s.AloneAsync(() => MeasureAsync(s, plain, proxy, sidecar, server));
    });

    private static async Task MeasureAsync(Scenario s, PodGet plain, PodGet proxy, PodGet sidecar, PodGet server)
    {
        var direct = await PodLoadCheck.RunAsync(s, "the application itself", plain.Url, plain.Caller, warm: true);
        await WayAsync(s, AlternativeCatalogue.ReverseProxy, proxy, direct);
        await WayAsync(s, AlternativeCatalogue.Sidecar, sidecar, direct);
        var before = await ApiServerSecondsAsync(s);
        var proxied = await WayAsync(s, AlternativeCatalogue.ApiServer, server, direct);
        var after = await ApiServerSecondsAsync(s);

        s.Seen.Tell(AlternativeCatalogue.ApiServer, AlternativeCatalogue.Cpu, after - before is > 0 and var seconds
            ? string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000 / proxied.Requests:0.##} ms in the API server")
            : "not measured: its /metrics cannot be read");
        s.Seen.Tell(AlternativeCatalogue.ApiServer, AlternativeCatalogue.Memory, "none, neither for the service nor for its replicas");
    }

    private static async Task<RoundMeasurement> WayAsync(Scenario s, string way, PodGet get, RoundMeasurement direct)
    {
        var load = await PodLoadCheck.RunAsync(s, way, get.Url, get.Caller, warm: true);
        var (median, least) = (Latencies.Milliseconds(load.Latencies, 0.5), Latencies.Milliseconds(direct.Latencies, 0.5));
        s.Seen.Measure($"median latency of the {way}, one connection", median, "ms");
        s.Seen.Tell(
            way, AlternativeCatalogue.Latency, string.Create(CultureInfo.InvariantCulture, $"{median:0.##} ms; direct: {least:0.##} ms"));
        return load;
    }

    /// <summary>Null where it does not say. Figures of several API servers that take turns cannot be compared.</summary>
    private static async Task<double?> ApiServerSecondsAsync(Scenario s)
    {
        var (status, text) = await RawApi.CallAsync(s.Session.Cluster.Admin, HttpMethod.Get, "metrics", null, s.Stop);
        var line = text.Split('\n').FirstOrDefault(line => line.StartsWith(ProcessSeconds, StringComparison.Ordinal));
        return status == 200 && double.TryParse(line?[ProcessSeconds.Length..], CultureInfo.InvariantCulture, out var seconds)
            ? seconds
            : null;
    }
}
