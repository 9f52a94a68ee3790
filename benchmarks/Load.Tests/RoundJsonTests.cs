using System.Text.Json;
using CsCheck;
using Harness.Load.Engine;

namespace Harness.Load.Tests;

/// <summary>What a pod measured, as it arrives here.</summary>
public sealed class RoundJsonTests
{
    private static readonly Gen<long[]> Microseconds = Gen.OneOf(Gen.Long[0, 3_000], Gen.Long[0, 90_000_000]).Array[0, 400];

    [Test]
    public void A_round_is_one_line_that_people_can_read_too() => Round(2, "timeout", [7, 7, 5_001]).ToJson().ShouldBe(
        """{"errors":{"timeout":1},"seconds":2,"totalSeconds":2.5,"requests":3,"failedRequests":1,"requestsPerSecond":1.5,"""
        + "\"latencyMicroseconds\":[[7,2],[5000,1]]}");

    [Test]
    public void Nothing_is_lost_on_the_way() => Gen.Select(Microseconds, Gen.Double[0, 1e6]).Sample((latencies, seconds) =>
    {
        var sent = Round(seconds, "503 Service Unavailable", latencies);

        var received = RoundMeasurement.FromJson(sent.ToJson());

        (received.Seconds, received.TotalSeconds).ShouldBe((seconds, seconds + 0.5));
        received.Errors.ShouldBe(sent.Errors);
        LatenciesTests.Counts(received.Latencies).ShouldBe(LatenciesTests.Counts(sent.Latencies));
        received.Requests.ShouldBe(latencies.Length);
    });

    [TestCase("null")]
    [TestCase("panic: out of memory")]
    [TestCase("""{"seconds":1,"errors":{}}""")]
    [TestCase("""{"seconds":1,"errors":null,"latencyMicroseconds":[]}""")]
    [TestCase("""{"seconds":1,"errors":{},"latencyMicroseconds":null}""")]
    [TestCase("""{"seconds":1,"errors":{},"latencyMicroseconds":[null]}""")]
    [TestCase("""{"seconds":1,"errors":{},"latencyMicroseconds":[[1]]}""")]
    [TestCase("""{"seconds":1,"errors":{},"latencyMicroseconds":[[1,0]]}""")]
    [TestCase("""{"seconds":1,"errors":{},"latencyMicroseconds":[[-1,1]]}""")]
    [TestCase("""{"seconds":1,"errors":{},"latencyMicroseconds":[[60000001,1]]}""")]
    public void Anything_else_is_no_measurement(string text) => Should.Throw<JsonException>(() => RoundMeasurement.FromJson(text));

    private static RoundMeasurement Round(double seconds, string error, long[] microseconds)
    {
        var latencies = Latencies.NewHistogram();
        foreach (var latency in microseconds)
            Latencies.Record(latencies, TimeSpan.FromMicroseconds(latency));
        return new RoundMeasurement
        {
            Latencies = latencies,
            Errors = new Dictionary<string, long> { [error] = 1 },
            Seconds = seconds,
            TotalSeconds = seconds + 0.5,
        };
    }
}
