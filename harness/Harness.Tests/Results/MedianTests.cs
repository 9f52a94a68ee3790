using Harness.Results;

namespace Harness.Tests.Results;

internal sealed class MedianTests
{
    [TestCase(new[] { 3.0 }, 3)]
    [TestCase(new[] { 9.0, 1, 2 }, 2)]
    [TestCase(new[] { 9.0, 1, 2, 4 }, 3)]
    public void It_is_the_middle_or_between_the_two_middle_ones(double[] values, double median) => Median.Of(values).ShouldBe(median);

    [Test]
    public void Nothing_has_no_middle() => Should.Throw<ArgumentOutOfRangeException>(() => Median.Of([]));
}
