using System.Diagnostics;
using CsCheck;
using Harness.Load.Agents;
using Harness.Load.Engine;

namespace Harness.Load.Tests.Agents;

/// <summary>Many agents' figures as one.</summary>
public sealed class AgentMergeTests
{
    /// <summary>Requests of a second, as microseconds; below 0 is an error.</summary>
    private static readonly Gen<int[]> Second = Gen.OneOf(Gen.Int[-200, 3_000], Gen.Int[-200, 60_000_000]).Array[0, 60];

    [Test]
    public void Merged_parts_are_what_one_tally_of_all_requests_counts() => Second.Array[3].Array[1, 6].Sample(agents =>
    {
        var all = new Tally(1);
        for (var second = 0; second < 3; second++)
            Fill(all, agents.SelectMany(agent => agent[second]), second);

        var merged = RoundMeasurement.Together(agents.Select(agent => RoundMeasurement.FromJson(Round(agent).ToJson())));

        LatenciesTests.Counts(merged.Latencies).ShouldBe(LatenciesTests.Counts(all.Latencies));
        merged.FailedRequests.ShouldBe(all.Errors.Values.Sum());
        merged.Intervals!.Select(Text).ShouldBe(all.Intervals.Select(Text));
    });

    [Test]
    public void A_hundred_agents_reports_of_a_minute_each_are_merged_in_little_memory()
    {
        var random = new Random(1);
        var seconds = Enumerable.Range(0, 60).Select(_ => Enumerable.Range(0, 1_000)
            .Select(_ => (int)(1_500 * Math.Exp(random.NextDouble() * 3))).ToArray()).ToArray();
        var report = new AgentReport("1", Round(seconds), 0.5, 1, null).ToJson();
        var (watch, before) = (Stopwatch.StartNew(), GC.GetAllocatedBytesForCurrentThread());

        var reports = Enumerable.Range(0, 100).Select(_ => AgentReport.FromJson(report).Measured!).ToList();
        var (read, memory) = (watch.Elapsed, GC.GetAllocatedBytesForCurrentThread() - before);
        var merged = RoundMeasurement.Together(reports);

        TestContext.Out.WriteLine(
            $"a minute's report {report.Length:N0} bytes; 100 read in {read.TotalMilliseconds:0} ms ({memory / 1e6:0} MB allocated), "
            + $"merged in {(watch.Elapsed - read).TotalMilliseconds:0} ms");
        merged.Requests.ShouldBe(100 * 60 * 1_000);
        report.Length.ShouldBeLessThan(1_000_000);
        memory.ShouldBeLessThan(100 * 30L * report.Length);
    }

    [TestCase(0, 500)]
    [TestCase(120, 380)]
    [TestCase(700, 0)]
    public void Who_begins_late_warms_up_for_so_much_less_and_measures_with_the_others(int late, int warmUp) =>
        new AgentOrder("1", "direct", 8, 0.5, 1, 2, 0).ToRound(TimeSpan.FromMilliseconds(late))
            .ShouldBe(new LoadRound(8, TimeSpan.FromMilliseconds(warmUp), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)));

    [TestCase(32, 4, new[] { 8, 8, 8, 8 })]
    [TestCase(10, 4, new[] { 3, 3, 2, 2 })]
    [TestCase(3, 3, new[] { 1, 1, 1 })]
    public void Connections_are_shared_out_without_one_left(int connections, int agents, int[] shares) =>
        AgentShares.Of(connections, agents).ShouldBe(shares);

    private static RoundMeasurement Round(int[][] seconds)
    {
        var tally = new Tally(1);
        foreach (var (second, requests) in seconds.Index())
            Fill(tally, requests, second);
        return new RoundMeasurement
        {
            Latencies = tally.Latencies,
            Errors = tally.Errors,
            Seconds = seconds.Length,
            Intervals = tally.Intervals,
        };
    }

    private static void Fill(Tally tally, IEnumerable<int> requests, double second)
    {
        foreach (var request in requests)
        {
            if (request < 0)
                tally.Failed(request % 2 == 0 ? ErrorKinds.Timeout : "503 Service Unavailable");
            else
                tally.Answered(request);
        }

        tally.EndInterval(second);
    }

    private static string Text(RoundInterval one) =>
        $"{one.Second} {one.Requests} {one.FailedRequests}: {string.Join(' ', one.LatencyCounts)}";
}
