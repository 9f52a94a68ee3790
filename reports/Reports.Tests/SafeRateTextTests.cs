using Harness.Reports.Summary;
using Harness.Results;

namespace Harness.Reports.Tests;

public sealed class SafeRateTextTests
{
    private const string Limit = "1.5 times of idle";

    [Test]
    public void A_measured_rate_has_its_interval_and_what_limits_it() => Line(
        new SafeRate(SafeRateKind.Measured, 437.3, 371.2, 512.8) { LimitedBy = "p99 of lease renewal" }).ShouldBe(
            "safe rate: 437 proxied requests/s [371, 513]: up to there, p50 and p99 of ordinary API calls stay within "
            + $"{Limit} (p99 of lease renewal leaves it first)");

    [Test]
    public void Beyond_the_levels_there_is_only_a_bound()
    {
        Line(new SafeRate(SafeRateKind.Below, 121, null, null) { LimitedBy = "p50 of list of 500 pods" }).ShouldBe(
            $"safe rate: below 121 proxied requests/s: the lowest load takes p50 of list of 500 pods beyond {Limit} already");
        Line(new SafeRate(SafeRateKind.AtLeast, 1208, null, null)).ShouldBe(
            $"safe rate: at least 1,208 proxied requests/s: no load took p50 or p99 of an ordinary API call beyond {Limit}");
    }

    [TestCase(null, null, "undecided")]
    [TestCase(90.0, null, "undecided, but at least 90 proxied requests/s")]
    [TestCase(null, 198.3, "undecided, but at most 198 proxied requests/s")]
    public void An_undecided_rate_is_no_number(double? low, double? high, string expected) =>
        Line(new SafeRate(SafeRateKind.Undecided, null, low, high) { Reason = "too few rounds" }).ShouldBe(
            $"safe rate: {expected}: too few rounds");

    [Test]
    public void The_rate_of_medians_follows_where_it_says_something_else()
    {
        var undecided = new SafeRate(SafeRateKind.Undecided, null, null, 473) { Reason = "too few rounds" };
        var measured = SampleSideEffects.With(undecided);

        SafeRateText.Line(measured with { SafeRateOfMedians = new SafeRate(SafeRateKind.Measured, 620, 498, 702) }).ShouldBe(
            "safe rate: undecided, but at most 473 proxied requests/s: too few rounds; "
            + "by medians alone: 620 proxied requests/s [498, 702]");
        SafeRateText.Line(measured with { SafeRateOfMedians = undecided with { } }).ShouldNotContain("medians");
        SafeRateText.Line(measured with { SafeRateOfMedians = new SafeRate(SafeRateKind.Undecided, null, null, null) })
            .ShouldNotContain("medians");
    }

    private static string Line(SafeRate rate) => SafeRateText.Line(SampleSideEffects.With(rate));
}
