using Harness.Reports.Html.Cost;
using Harness.Results;

namespace Harness.Reports.Tests.Cost;

/// <summary>What captions say, held against the data.</summary>
internal sealed class PlotTests
{
    [TestCase(0.5, "p50")]
    [TestCase(0.99, "p99")]
    [TestCase(0.999, "p99.9")]
    [TestCase(0.9999, "p99.99")]
    public void A_percentile_has_its_usual_name(double quantile, string name) => LatencyPlot.NameOf(quantile).ShouldBe(name);

    [TestCase(10_000, 0, new[] { 0.5, 0.99, 0.999, 0.9999 })]
    [TestCase(9_999, 0, new[] { 0.5, 0.99, 0.999 })]
    [TestCase(50, 0, new[] { 0.5 })]
    [TestCase(50_000, 600, new double[0])]
    public void Percentiles_are_drawn_as_far_as_the_answers_carry_them(long answered, long failed, double[] quantiles) =>
        LatencyPlot.Known(Way("proxy", answered, failed)).Select(known => known.Quantile).ShouldBe(quantiles);

    [Test]
    public void Results_of_older_versions_hold_three()
    {
        var old = Way("proxy", 50_000) with { Latency = new LatencyFigures(1, 2, 5, 9) };

        LatencyPlot.Known(old).Select(known => known.Quantile).ShouldBe([0.5, 0.9, 0.99]);
        LatencyPlot.Of([old], 8).Caption.ShouldContain("These results hold three percentiles of each way, and no more.");
    }

    [Test]
    public void The_longest_tail_and_the_longest_line_are_named() =>
        LatencyPlot.Of([Way("direct", 20_000, 0, 0.5), Way("proxy", 900)], 8).Caption.ShouldBe(
            "The longest tail is that of direct: its p99 of 5 ms is 10× its median of 0.5 ms. "
            + "Medians go from 0.5 ms (direct) to 1 ms (proxy). "
            + "A line ends where no answer of its sample lies beyond; the longest reach p99.99.");

    [Test]
    public void Throughput_tells_of_both_ways_and_where_one_answers_most() => new ThroughputPlot(
        [
            .. new[] { (1, 800.0), (8, 1900), (32, 1700) }.Select(one => Speed("proxy", one.Item1, one.Item2)),
            Speed("direct", 1, 17_000), Speed("direct", 32, 52_000), Speed("TLS", 1, 3),
        ]).Caption.ShouldBe(
            "From 1 to 32 in flight, proxy goes from 800 to 1,700 requests/s (most: 1,900 with 8). From 1 to 32 in flight, direct goes "
            + "from 17,000 to 52,000 requests/s. Marks are the median round, thin lines reach from the slowest round to the fastest.");

    [Test]
    public void Alternatives_are_sorted_by_what_they_add()
    {
        var plot = new AlternativesPlot(Alternatives(("proxy", 4.1), ("nginx", 6.7), ("port-forward", 1.5)), 8);

        plot.AddedCaption.ShouldBe(
            "Least is added by port-forward, +1.5 [1.4, 1.6] ms, most by nginx, +6.7 [6.6, 6.8] ms. The API server's proxy, +4.1 [4, 4.2] "
            + "ms, is number 2 of 3. Thin lines are 95 % intervals.");
        plot.Added("id").Rows.Select(row => row.Name).ShouldBe(["port-forward", "proxy", "nginx"]);
    }

    [Test]
    public void The_safe_rate_is_drawn_in_with_its_interval()
    {
        var plot = new SideEffectsPlot(SampleSideEffects.Measured, IsMedian: false);

        var place = plot.Chart("id").Place!;
        (place.Value, place.Low, place.High).ShouldBe((437.3, 371.2, 512.8));
        plot.Caption.ShouldStartWith(
            "By the estimate, beyond 1.5 times of idle: get of one object from 604 requests/s on (1.57 [1.41, 1.8] times of idle); "
            + "lease renewal from 604 requests/s on (1.57 [1.41, 1.8] times of idle). "
            + "Drawn in: the safe rate, 437 proxied requests/s [371, 513]. Nothing is "
            + "drawn at 100 % (1,208 requests/s), which does not hold: 2 of 12 rounds hold");
    }

    [TestCase(SafeRateKind.Below, 70.0, null, 70.0)]
    [TestCase(SafeRateKind.AtLeast, 900.0, 900.0, null)]
    [TestCase(SafeRateKind.Undecided, null, null, null)]
    public void A_safe_rate_that_is_not_known_has_no_line(SafeRateKind kind, double? bound, double? low, double? high)
    {
        var rate = new SafeRate(kind, bound, null, null) { Reason = "it scatters" };
        var place = new SideEffectsPlot(SampleSideEffects.With(rate), IsMedian: true).Chart("id").Place!;

        (place.Value, place.Low, place.High).ShouldBe((null, low, high));
    }

    private static MeasuredWay Way(string name, long answered, long failed = 0, double p50 = 1) => new(
        name, 8, [100, 110],
        new LatencyFigures(p50, 2, 5, 9) { Percentiles = [new(0.5, p50), new(0.99, 5), new(0.999, 7), new(0.9999, 8)] },
        answered, failed, 0);

    private static MeasuredWay Speed(string name, int connections, double perSecond) =>
        Way(name, 1000) with { Connections = connections, PerSecond = [perSecond * 0.9, perSecond, perSecond * 1.1] };

    private static LadderResult Alternatives(params (string Name, double Added)[] ways) => SampleLadder.Alternatives with
    {
        Cells = [.. ways.Select(way => SampleLadder.Alternatives.Cells[0] with { Rung = way.Name })],
        Steps =
        [
            .. ways.Select(way => SampleLadder.Alternatives.Steps[0] with
            {
                Rung = way.Name,
                AddedLatency = new Interval(way.Added, way.Added - 0.1, way.Added + 0.1),
            }),
        ],
    };
}
