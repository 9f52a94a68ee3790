using Harness.Reports.Text;

namespace Harness.Reports.Tests;

internal sealed class FiguresTests
{
    [TestCase(0, "0")]
    [TestCase(0.000321, "0.000321")]
    [TestCase(0.0123456, "0.0123")]
    [TestCase(0.1, "0.1")]
    [TestCase(1.002, "1")]
    [TestCase(9.999, "10")]
    [TestCase(12.345, "12.3")]
    [TestCase(99.96, "100")]
    [TestCase(999.6, "1,000")]
    [TestCase(12345.6, "12,346")]
    [TestCase(-12.345, "-12.3")]
    [TestCase(0.0000123, "1.23e-5")]
    [TestCase(1.5e18, "1.5e+18")]
    [TestCase(double.NaN, "–")]
    [TestCase(double.PositiveInfinity, "–")]
    public void Numbers_have_three_significant_digits_and_all_from_a_thousand_on(double value, string expected) =>
        Figures.Number(value).ShouldBe(expected);

    [TestCase(27.28, "27.3×")]
    [TestCase(9.996, "10×")]
    [TestCase(2.44, "2.44×")]
    [TestCase(1234.4, "1,234×")]
    [TestCase(null, "–")]
    [TestCase(double.PositiveInfinity, "–")]
    public void Ratios_have_as_many(double? ratio, string expected) => Figures.Times(ratio).ShouldBe(expected);

    [TestCase(0.0004, "0.4 ms")]
    [TestCase(0.3404, "340 ms")]
    [TestCase(0.9996, "1 s")]
    [TestCase(12.34, "12.3 s")]
    [TestCase(59.96, "1 min")]
    [TestCase(200.4, "3 min 20 s")]
    [TestCase(3599.7, "1 h")]
    [TestCase(3900, "1 h 5 min")]
    public void Durations_are_in_the_units_that_people_say(double seconds, string expected) =>
        Figures.Duration(TimeSpan.FromSeconds(seconds)).ShouldBe(expected);

    [TestCase(1, "1 scenario")]
    [TestCase(0, "0 scenarios")]
    [TestCase(1234, "1,234 scenarios")]
    public void What_is_counted_agrees_with_its_number(long count, string expected) =>
        Figures.Counted(count, "scenario").ShouldBe(expected);
}
