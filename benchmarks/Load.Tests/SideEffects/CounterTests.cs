using System.Text.Json;
using Harness.Load.SideEffects;
using Harness.Results;

namespace Harness.Load.Tests.SideEffects;

public sealed class CounterTests
{
    private const string Node =
        "7 (kube-apiserver) S 0 1 1 0 -1 4194560 9 9 9 9 250 50 7 7 20 0 1 0\n8 (etcd) S 0 1 1 0 -1 4194560 9 9 9 9 100 0 7 7 20 0 1 0\n"
        + "---\nName:\tetcd\nVmRSS:\t   65536 kB\nName:\tkube-apiserver\nUmask:\t0022\nVmRSS:\t  409600 kB\nName:\tkthreadd\n"
        + "---\nsockets: used 120\nTCP: inuse 33 orphan 0 tw 9195 alloc 40 mem 7\nUDP: inuse 2 mem 1\n";

    private const string Metrics =
        "# TYPE etcd_request_duration_seconds histogram\n"
        + "etcd_request_duration_seconds_bucket{operation=\"get\",type=\"*core.Pod\",le=\"+Inf\"} 40\n"
        + "etcd_request_duration_seconds_count{operation=\"get\",type=\"*core.Pod\"} 40\n"
        + "etcd_request_duration_seconds_count{operation=\"list\",type=\"*core.Pod\"} 1.2e+01\n"
        + "etcd_request_duration_seconds_count{operation=\"update\",type=\"*coordination.Lease\"} 900\n";

    [Test]
    public void The_node_tells_processor_time_memory_and_sockets()
    {
        var counters = NodeCounters.Parse(Node)!;

        (counters.Programs["kube-apiserver"], counters.Programs["etcd"]).ShouldBe((3, 1));
        counters.Programs["client"].ShouldBeGreaterThan(0);
        (counters.ApiServerMemory, counters.TimeWait).ShouldBe((400L << 20, 9195));
    }

    [Test]
    public void A_k3s_server_is_the_api_server() =>
        NodeCounters.Parse("\n---\nName:\tk3s-server\nVmRSS:\t1024 kB\n\n---\n")!.ApiServerMemory.ShouldBe(1 << 20);

    [Test]
    public void What_a_node_does_not_tell_is_not_known()
    {
        NodeCounters.Parse("sh: not found").ShouldBeNull();
        var counters = NodeCounters.Parse("\n---\nName:\tbash\nVmRSS:\t1 kB\n\n---\n")!;
        (counters.ApiServerMemory, counters.TimeWait).ShouldBe((null, null));
    }

    [Test]
    public void Reads_from_storage_are_gets_and_lists_of_every_kind()
    {
        StorageReads.Parse(Metrics).ShouldBe(52);
        StorageReads.Parse("apiserver_request_total 7\n").ShouldBeNull();
    }

    [Test]
    public void Latencies_are_one_line_of_json_and_come_back_whole()
    {
        var counts = new LatencyCounts([210, 3, 1999, 1]);

        var json = JsonSerializer.Serialize(counts, ResultsJson.Options);

        json.ShouldBe("[210,3,1999,1]");
        JsonSerializer.Deserialize<LatencyCounts>(json, ResultsJson.Options)!.Pairs.ShouldBe(counts.Pairs);
        counts.Total.ShouldBe(4);
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<LatencyCounts>("[210,3,7]", ResultsJson.Options));
    }
}
