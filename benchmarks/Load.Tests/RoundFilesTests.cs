using Harness.Load.Engine;
using Harness.Load.Tests.Support;

namespace Harness.Load.Tests;

/// <summary>Rounds for other tools, for agents, and against themselves.</summary>
public sealed class RoundFilesTests
{
    [Test]
    [SetCulture("de-DE")]
    public void Percentiles_are_written_as_HdrHistogram_writes_them()
    {
        var lines = RoundFiles.PercentileDistribution(Round(Enumerable.Repeat(1_500, 99).Append(20_000))).Split('\n');

        lines[0].ShouldBe("       Value     Percentile TotalCount 1/(1-Percentile)");
        lines[2].Split(' ', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["1.500", "0.000000000000", "99", "1.00"]);
        lines.ShouldContain(line => line.StartsWith("#[Max     =       20.0") && line.Contains("Total count    =          100"));
    }

    [Test]
    [SetCulture("de-DE")]
    public void Intervals_are_written_line_by_line()
    {
        var round = Round([]) with { Intervals = [new(0, 3, 1, Packed.Of((100, 2), (4_096, 1))), new(1, 0, 7, Packed.Of())] };
        RoundFiles.Intervals(round).ShouldBe("second,requests,failed,p50_ms,p99_ms\n0,3,1,0.1,4.127\n1,0,7,,\n");
    }

    [Test]
    public void Both_are_files_in_a_folder()
    {
        var folder = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{Guid.NewGuid():N}");
        try
        {
            RoundFiles.Write(folder, "proxied-1", Round([1]));
            var names = Directory.GetFiles(folder).Select(Path.GetFileName);
            names.Order().ShouldBe(["proxied-1.hgrm", "proxied-1.intervals.csv"]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void An_intervals_buckets_are_less_than_one_percent_wide()
    {
        for (var value = 1L; value < Latencies.LongestMicroseconds; value = (value * 21 / 20) + 1)
        {
            var counts = new IntervalCounts();
            counts.Record(value);
            counts.Milliseconds(0.5).ShouldBe(value / 1000.0, (value / 1000.0 * 0.008) + 1e-9);
        }

        var longest = new IntervalCounts();
        longest.Record(long.MaxValue);
        longest.Milliseconds(1).ShouldBe(60_000, 500);
    }

    [Test]
    public void What_agents_measured_at_the_same_time_is_one_round_without_loss()
    {
        var one = Agent([100, 200], inFlight: 2, [new(0, 2, 0, Packed.Of((100, 1), (200, 1)))]) with { Stopped = "errors above 1 %" };
        var other = Agent([300], inFlight: 1, [new(0, 1, 1, Packed.Of((100, 1))), new(1, 5, 0, Packed.Of((300, 5)))]);

        var both = RoundMeasurement.Together([RoundMeasurement.FromJson(one.ToJson()), RoundMeasurement.FromJson(other.ToJson())]);

        (both.Seconds, both.TotalSeconds, both.Requests, both.InFlight).ShouldBe((2, 3, 3, 3));
        (both.Due, both.Sent, both.Queued, both.Connections, both.BytesSent, both.BytesReceived).ShouldBe((20, 18, 2, 6, 200, 400));
        LatenciesTests.Counts(both.Latencies).Select(count => count.Value).ShouldBe([100, 200, 300]);
        both.SendLag!.TotalCount.ShouldBe(2);
        both.Intervals!.Select(interval => (interval.Requests, interval.FailedRequests)).ShouldBe([(3, 1), (5, 0)]);
        both.Intervals![0].LatencyCounts.ShouldBe([(100, 2), (200, 1)]);
        both.Engine.ShouldBe(new EngineUse(0.95, 0.6, 0.3));
        both.Stopped.ShouldBe("errors above 1 %");
        both.Invalid.ShouldNotBeNull();
    }

    [Test]
    public void A_round_says_when_it_measured_the_engine_instead()
    {
        var good = Round(Enumerable.Repeat(1_000, 10_000)) with
        {
            Seconds = 10,
            InFlight = 1,
            SecondsInFlight = 10,
            Engine = new EngineUse(0.5, 4, 0.02),
        };

        RoundValidity.Judge(good).ShouldBeNull();
        RoundValidity.Judge(good with { Due = 40_000, Sent = 10_000, Queued = 9_000, Stopped = "p99 above 50 ms" }).ShouldBeNull(
            "a slow server is what the threshold tells of");
        Judged(good with { Engine = new EngineUse(0.93, 9, 0) }).ShouldStartWith("the engine was busy 93 % of the time");
        Judged(good with { Engine = new EngineUse(0.5, 4, 0.25) }).ShouldStartWith("the engine waited for a processor 25 % of the time");
        Judged(good with { SecondsInFlight = 9.2 }).ShouldBe(
            "1 requests were in flight, but throughput times latency is -8 % off (Little's law)");
        RoundValidity.Judge(good with { SecondsInFlight = 9.6 }).ShouldBeNull();
        Judged(good with { Due = 10_000, Sent = 10_000, SendLag = Round(Enumerable.Repeat(250, 100)).Latencies }).ShouldBe(
            "requests were sent up to 0.25 ms late (p99), too much beside a p99 latency of 1 ms");
        RoundValidity.Judge(good with { Due = 10_000, Sent = 10_000, SendLag = Round(Enumerable.Repeat(90, 100)).Latencies })
            .ShouldBeNull();
        Judged(good with { Due = 40_000, Sent = 10_000 }).ShouldStartWith(
            "4,000 requests/s were asked for, but 1,000/s were sent; that is as fast as this engine goes here");
    }

    private static string Judged(RoundMeasurement round) => RoundValidity.Judge(round).ShouldNotBeNull();

    private static RoundMeasurement Agent(int[] latencies, double inFlight, RoundInterval[] intervals) => Round(latencies) with
    {
        TotalSeconds = latencies.Length + 1,
        Due = 10,
        Sent = 9,
        Queued = 1,
        SendLag = Round([5]).Latencies,
        InFlight = inFlight,
        Connections = 3,
        BytesSent = 100,
        BytesReceived = 200,
        Engine = latencies.Length == 1 ? new EngineUse(0.95, 0.1, 0.1) : new EngineUse(0.2, 0.5, 0.3),
        Intervals = intervals,
    };

    private static RoundMeasurement Round(IEnumerable<int> microseconds)
    {
        var latencies = Latencies.NewHistogram();
        foreach (var latency in microseconds)
            Latencies.Record(latencies, TimeSpan.FromMicroseconds(latency));
        return new RoundMeasurement { Latencies = latencies, Errors = new Dictionary<string, long>(), Seconds = 2 };
    }
}
