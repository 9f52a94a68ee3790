using Harness.Load.Agents;
using Harness.Load.Engine;

namespace Harness.Load.Tests.Agents;

/// <summary>One way's 99th percentile over another's.</summary>
public sealed class TailRatioTests
{
    [TestCase(1.0)]
    [TestCase(2.0)]
    public void It_is_found_and_its_interval_holds_it(double times)
    {
        var ratio = TailRatio.Of(Rounds(12, times), Rounds(12, 1), seed: 1).ShouldNotBeNull();

        ratio.Estimate.ShouldBe(times, 0.02 * times);
        (ratio.Low <= ratio.Estimate && ratio.Estimate <= ratio.High).ShouldBeTrue();
    }

    [Test]
    public void Only_blocks_that_have_both_are_compared() =>
        TailRatio.Of(Rounds(12, 1).Where(round => round.Block > 7).ToList(), Rounds(12, 1), 1).ShouldBeNull();

    [Test]
    public void Where_more_than_a_hundredth_failed_it_is_not_known() =>
        TailRatio.Of(Rounds(12, 1, failed: 20), Rounds(12, 1), 1).ShouldBeNull();

    private static List<(int Block, RoundMeasurement Measured)> Rounds(int count, double times, int failed = 0)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(1, count).Select(block => (block, Round(random, times, failed)))];
    }

    private static RoundMeasurement Round(Random random, double times, int failed)
    {
        var latencies = Latencies.NewHistogram();
        for (var i = 0; i < 1_000; i++)
            Latencies.Record(latencies, TimeSpan.FromMilliseconds(times * (1 + random.NextDouble())));
        return new RoundMeasurement { Latencies = latencies, Errors = new Dictionary<string, long> { ["timeout"] = failed }, Seconds = 1 };
    }
}
