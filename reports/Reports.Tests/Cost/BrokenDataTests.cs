using Harness.Results;

namespace Harness.Reports.Tests.Cost;

/// <summary>Results in which figures are missing or nonsense: the page says so, and never fails or hides them.</summary>
internal sealed class BrokenDataTests
{
    private static readonly double[] Nonsense =
        [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -1, 1e300, double.Epsilon];

    [TestCaseSource(nameof(Nonsense))]
    public void Ways_of_nonsense_are_shown(double value)
    {
        var page = Page(SampleBenchmarks.Quick with
        {
            Ladder = Broken(SampleLadder.Ladder, value),
            Alternatives = Broken(SampleLadder.Alternatives, value),
        });

        page.ShouldContain(">proxy: HTTP/2<");
        page.ShouldContain(">kubectl port-forward<");
        ShouldBeWhole(page);
    }

    [Test]
    public void Ways_without_rounds_are_named_as_such()
    {
        var ladder = SampleLadder.Ladder with
        {
            Cells = [.. SampleLadder.Ladder.Cells.Select(cell => cell with { Rounds = [] })],
            Steps = [],
            Controls = [],
        };

        Page(SampleBenchmarks.Quick with { Ladder = ladder }).ShouldContain("no round; nothing answered");
    }

    [TestCaseSource(nameof(Nonsense))]
    public void Side_effects_of_nonsense_are_shown(double value)
    {
        var levels = SampleSideEffects.Measured.Levels.Select(level => level with
        {
            AnsweredRate = value,
            Calls = [.. level.Calls.Select(call => call with { P50Times = new(value, value, value), P99Times = new(value, value, value) })],
        });

        ShouldBeWhole(Page(SampleSideEffects.Benchmark with
        {
            SideEffects = SampleSideEffects.Measured with
            {
                Levels = [.. levels],
                Limit = value,
                SafeRate = new SafeRate(SafeRateKind.Measured, value, value, value),
            },
        }));
    }

    [Test]
    public void Side_effects_without_levels_are_shown() => Page(SampleSideEffects.Benchmark with
    {
        SideEffects = SampleSideEffects.Measured with { Levels = [], Calls = [] },
    }).ShouldContain("No call's p99 is beyond 1.5 times of idle");

    [TestCaseSource(nameof(Nonsense))]
    public void Soaks_of_nonsense_are_shown(double value)
    {
        var soak = SampleSoak.Benchmark.Soak!;
        ShouldBeWhole(Page(SampleSoak.Benchmark with
        {
            Soak = soak with
            {
                Windows = [.. soak.Windows.Select(window => window with { P50 = value, At = value })],
                Trends = [.. soak.Trends.Select(trend => trend with { Median = value, PerHour = new(value, value, value) })],
            },
        }));
    }

    [Test]
    public void A_soak_without_windows_says_so() => Page(
        SampleSoak.Benchmark with { Soak = SampleSoak.Benchmark.Soak! with { Windows = [] } }).ShouldContain("no window was measured");

    [TestCaseSource(nameof(Nonsense))]
    public void Authorization_of_nonsense_is_shown(double value)
    {
        var steps = SampleRbacCost.Benchmark.RbacCost!.Steps.Select(step => step with
        {
            Cells =
            [
                .. step.Cells.Select(cell => cell with
                {
                    Added = new(value, value, value),
                    Latency = new(value, value, value, value),
                }),
            ],
        });

        ShouldBeWhole(Page(SampleRbacCost.Benchmark with { RbacCost = SampleRbacCost.Benchmark.RbacCost! with { Steps = [.. steps] } }));
    }

    [Test]
    public void Empty_results_are_shown()
    {
        var none = SampleLadder.Ladder with { Cells = [], Steps = [], Controls = [] };
        ShouldBeWhole(Page(
            SampleBenchmarks.Quick with { Ladder = none, Bodies = none, Alternatives = none },
            SampleHeadless.Benchmark with { Headless = new HeadlessResult { Spreads = [], Changes = [], Missing = ["all of it"] } },
            SampleVersions.Benchmark with { Versions = SampleVersions.Benchmark.Versions! with { Rounds = none } },
            SampleRbacCost.Benchmark with
            {
                RbacCost = SampleRbacCost.Benchmark.RbacCost! with { Steps = [], Delays = [], Growths = [] },
            }));
    }

    private static LadderResult Broken(LadderResult ladder, double value) => ladder with
    {
        Cells =
        [
            .. ladder.Cells.Select(cell => cell with
            {
                Latency = new(value, value, value, value) { Percentiles = [new(value, value), new(0.5, value)] },
                Rounds = [.. cell.Rounds.Select(round => round with { RequestsPerSecond = value, P50 = value })],
            }),
        ],
        Steps =
        [
            .. ladder.Steps.Select(step => step with
            {
                AddedLatency = new(value, value, value),
                Throughput = new(value, value, value),
            }),
        ],
    };

    private static string Page(params BenchmarkResult[] benchmarks) => Rendering.Of(new HtmlReport(), CostPageTests.With(benchmarks));

    private static void ShouldBeWhole(string page)
    {
        page.ShouldEndWith("</html>\n");
        page.ShouldNotContain("NaN");
        page.ShouldNotContain("∞");
        page.ShouldNotContain("Infinity");
    }
}
