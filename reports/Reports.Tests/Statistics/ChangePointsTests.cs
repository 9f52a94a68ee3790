using Harness.Reports.Statistics;

namespace Harness.Reports.Tests.Statistics;

internal sealed class ChangePointsTests
{
    [Test]
    public void Changes_are_found_where_they_are()
    {
        var series = Noise(1, 120, 0.02);
        for (var i = 40; i < 120; i++)
            series[i] += 0.10;
        for (var i = 90; i < 120; i++)
            series[i] -= 0.25;

        var changes = ChangePoints.Of(series);

        changes.Count.ShouldBe(2);
        changes[0].ShouldBeInRange(39, 41);
        changes[1].ShouldBe(90);
    }

    [Test]
    public void In_noise_one_series_in_a_hundred_seems_to_change([Values(10, 30, 90, 300)] int length)
    {
        var found = Enumerable.Range(0, 400).Count(seed => ChangePoints.Of(Noise(seed, length, 0.02)).Count > 0);

        found.ShouldBeLessThanOrEqualTo(length == 10 ? 16 : 8);
    }

    [Test]
    public void One_or_two_far_nights_are_no_change()
    {
        var series = Noise(3, 60, 0.02);
        series[30] += 0.5;
        series[31] += 0.5;

        ChangePoints.Of(series).ShouldBeEmpty();
    }

    [Test]
    public void What_is_pruned_is_never_better_than_what_is_found()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var series = Noise(seed, 12 + random.Next(28), 0.02);
            for (int i = random.Next(series.Length), shift = random.Next(3); i < series.Length; i++)
                series[i] += shift * 0.06;

            ChangePoints.Of(series).ShouldBe(BestOfAll(series), $"seed {seed}");
        }
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(5)]
    [TestCase(50)]
    public void Too_few_or_equal_values_have_no_change(int count) => ChangePoints.Of([.. Enumerable.Repeat(3.0, count)]).ShouldBeEmpty();

    /// <summary>Every last segment is tried at every end: slow, and plainly right.</summary>
    private static List<int> BestOfAll(double[] logs)
    {
        var (scale, count) = (ChangePoints.Scale(logs), logs.Length);
        logs = [.. ChangePoints.Near(logs, scale)];
        var penalty = 3 * Math.Log(count) * (1 + (30.0 / count));
        var best = new (double Cost, List<int> Changes)?[count + 1];
        best[0] = (-penalty, []);
        for (var end = 3; end <= count; end++)
        {
            for (var begin = 0; begin <= end - 3; begin++)
            {
                if (best[begin] is not { } before)
                    continue;
                var part = logs[begin..end];
                var cost = before.Cost + penalty + part.Sum(log => Math.Pow((log - part.Average()) / scale, 2));
                if (best[end] is null || cost < best[end]!.Value.Cost - 1e-9)
                    best[end] = (cost, begin == 0 ? [] : [.. before.Changes, begin]);
            }
        }

        return best[count]!.Value.Changes;
    }

    private static double[] Noise(int seed, int count, double scale)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => 3 + (scale
            * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
    }
}
