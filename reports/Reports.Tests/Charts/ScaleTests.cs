using Harness.Reports.Charts;

namespace Harness.Reports.Tests.Charts;

internal sealed class ScaleTests
{
    private static readonly double[][] Hostile =
    [
        [], [double.NaN], [double.PositiveInfinity], [double.NegativeInfinity, 3], [0], [-0.0, 0], [-3], [5, 5], [-1e100, 1e100], [1e300],
        [1e-300], [double.Epsilon], [1, 1 + 1e-15], [1e15, 1e15 + 0.125], [-5, double.NaN, 12], [1e-100, 1e100], [0.0999999, 0.1],
        [double.MinValue, double.MaxValue],
    ];

    [TestCaseSource(nameof(Hostile))]
    public void An_axis_with_equal_steps_has_room_and_ticks_whatever_the_values_are(double[] values) =>
        ShouldBeAnAxis(LinearScale.Over(values, 10, 110, withZero: false), values.Where(Drawable.Is));

    [TestCaseSource(nameof(Hostile))]
    public void So_has_one_with_zero(double[] values) =>
        ShouldBeAnAxis(LinearScale.Over(values, 10, 110, withZero: true), values.Where(Drawable.Is).Append(0));

    [TestCaseSource(nameof(Hostile))]
    public void So_has_one_with_equal_factors(double[] values) =>
        ShouldBeAnAxis(LogScale.Over(values, 10, 110), values.Where(Drawable.IsPositive));

    [TestCase(new[] { 0, 4.2 }, new[] { 0, 1, 2, 3, 4, 5.0 })]
    [TestCase(new[] { 0.3, 0.9 }, new[] { 0.2, 0.4, 0.6, 0.8, 1 })]
    [TestCase(new[] { -30, 25.0 }, new[] { -40, -20, 0, 20, 40.0 })]
    [TestCase(new[] { 7.0 }, new[] { 2, 4, 6, 8, 10, 12.0 })]
    public void Steps_are_round(double[] values, double[] ticks) =>
        LinearScale.Over(values, 0, 1, withZero: false).Ticks.ShouldBe(ticks, tolerance: 1e-9);

    [TestCase(new[] { 3, 44.0 }, new[] { 2, 5, 10, 20, 50.0 })]
    [TestCase(new[] { 0.02, 40_000 }, new[] { 0.1, 1, 10, 100, 1_000, 10_000 })]
    [TestCase(new[] { 5.0 }, new[] { 5, 10.0 })]
    public void Factors_are_round(double[] values, double[] ticks)
    {
        var scale = LogScale.Over(values, 0, 1);
        scale.Ticks.ShouldBe(ticks.Where(tick => tick >= scale.Low), tolerance: 1e-9);
    }

    [Test]
    public void Equal_factors_are_equal_ways() =>
        new[] { 1, 10, 100.0 }.Select(new LogScale(1, 100, 0, 200).Of).ShouldBe([0, 100, 200], tolerance: 1e-9);

    [Test]
    public void What_is_beyond_an_axis_is_at_its_end() =>
        new[] { -5, 15.0 }.Select(new LinearScale(0, 10, 100, 0).Of).ShouldBe([100, 0]);

    private static void ShouldBeAnAxis(Scale scale, IEnumerable<double> values)
    {
        scale.High.ShouldBeGreaterThan(scale.Low);
        scale.Ticks.Count.ShouldBeInRange(2, 26);
        scale.Ticks.ShouldBe(scale.Ticks.Order());
        scale.Ticks.ShouldBeUnique();
        foreach (var place in scale.Ticks.Concat(values).Select(scale.Of))
            place.ShouldBeInRange(10, 110);
        // Whatever has a place has it between the ends, not at one of them for want of room.
        foreach (var value in values)
            value.ShouldBeInRange(Lower(scale.Low), Upper(scale.High));
    }

    private static double Lower(double end) => end - (Math.Abs(end) * 1e-8);

    private static double Upper(double end) => end + (Math.Abs(end) * 1e-8);
}
