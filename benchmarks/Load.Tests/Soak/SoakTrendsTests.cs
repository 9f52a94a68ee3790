using Harness.Load.Soak;
using Harness.Results;

namespace Harness.Load.Tests.Soak;

public sealed class SoakTrendsTests
{
    private static readonly SoakProfile Profile = new(TimeSpan.FromMinutes(20));

    [Test]
    public void Latencies_are_not_judged_by_the_windows_that_were_answered_alone()
    {
        var windows = Enumerable.Range(0, 40).Select(number => Window(number, isAnswered: number < 20)).ToList();

        var trends = SoakTrends.Of(windows, Profile).ToDictionary(trend => trend.Figure, trend => trend.Verdict);

        (trends["p50"], trends["p99"]).ShouldBe((TrendVerdict.Undecided, TrendVerdict.Undecided));
        trends["answered"].ShouldNotBe(TrendVerdict.Steady);
    }

    [Test]
    public void Where_all_are_answered_alike_nothing_changes()
    {
        var windows = Enumerable.Range(0, 40).Select(number => Window(number, isAnswered: true)).ToList();

        SoakTrends.Of(windows, Profile).ShouldAllBe(trend => trend.Verdict == TrendVerdict.Steady);
    }

    private static SoakWindow Window(int number, bool isAnswered) => new(
        number * 30, 30, isAnswered ? 3_000 : 0, isAnswered ? 100 : 0, isAnswered ? 2 : null, isAnswered ? 5 : null,
        isAnswered ? [] : new Dictionary<string, long> { ["503 Service Unavailable"] = 3_000 },
        new SoakLook(1 << 28, 1 << 26, 1 << 24, 32, 0, 0));
}
