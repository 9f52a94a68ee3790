using Harness.Load.Statistics;
using HdrHistogram;

namespace Harness.Load.Tests.Statistics;

internal sealed class LatencySummaryTests
{
    [TestCase(1, new double[0])]
    [TestCase(2, new[] { 0.5 })]
    [TestCase(99, new[] { 0.5, 0.75, 0.9, 0.95 })]
    [TestCase(100, new[] { 0.5, 0.75, 0.9, 0.95, 0.99 })]
    [TestCase(9_999, new[] { 0.5, 0.75, 0.9, 0.95, 0.99, 0.999 })]
    [TestCase(10_000, new[] { 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999 })]
    public void Percentiles_go_as_far_as_there_are_answers_beyond_them(int answers, double[] quantiles) =>
        LatencySummary.Of(Counted(answers)).Percentiles!.Select(one => one.Quantile).ShouldBe(quantiles);

    [Test]
    public void Percentiles_are_those_of_the_distribution()
    {
        var figures = LatencySummary.Of(Counted(1000));

        figures.Percentiles!.Select(one => one.Milliseconds).ShouldBe([0.5, 0.75, 0.9, 0.95, 0.99, 0.999], tolerance: 0.001);
        (figures.P50, figures.P90, figures.P99).ShouldBe(
            (figures.Percentiles![0].Milliseconds, figures.Percentiles[2].Milliseconds, figures.Percentiles[4].Milliseconds));
    }

    [Test]
    public void Nothing_answered_has_no_percentiles() => LatencySummary.Of(Counted(0)).Percentiles.ShouldBeNull();

    /// <summary>1, 2, 3 … microseconds.</summary>
    private static LongHistogram Counted(int answers)
    {
        var latencies = new LongHistogram(TimeSpan.FromMinutes(1).Ticks / TimeSpan.TicksPerMicrosecond, 3);
        for (var i = 1; i <= answers; i++)
            latencies.RecordValue(i);
        return latencies;
    }
}
