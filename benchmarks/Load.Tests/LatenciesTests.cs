using CsCheck;
using Harness.Load.Engine;
using Harness.Load.Tests.Support;
using HdrHistogram;

namespace Harness.Load.Tests;

public sealed class LatenciesTests
{
    private static readonly Gen<int[]> Microseconds = Gen.OneOf(Gen.Int[0, 3_000], Gen.Int[0, 30_000_000]).Array[1, 400];

    [Test]
    public void Percentiles_are_those_of_the_sorted_latencies_to_three_digits() => Microseconds.Sample(latencies =>
    {
        var histogram = Recorded(latencies);

        foreach (var quantile in new[] { 0.5, 0.9, 0.99, 1 })
        {
            var expected = latencies.Order().ElementAt((int)Math.Ceiling(quantile * latencies.Length) - 1) / 1000.0;
            Latencies.Milliseconds(histogram, quantile).ShouldBe(expected, (expected * 0.001) + 1e-9);
        }
    });

    [Test]
    public void Merged_histograms_are_the_histogram_of_all_latencies() =>
        Gen.Select(Microseconds, Microseconds, Microseconds).Sample((one, two, three) =>
            Counts(Latencies.Merge([Recorded(one), Recorded(two), Recorded(three)]))
                .ShouldBe(Counts(Recorded([.. one, .. two, .. three]))));

    [Test]
    public void Without_latencies_there_are_no_percentiles() => Latencies.Milliseconds(Latencies.NewHistogram(), 0.5).ShouldBe(double.NaN);

    [Test]
    public void More_than_a_minute_counts_as_a_minute()
    {
        var histogram = Latencies.NewHistogram();
        Latencies.Record(histogram, TimeSpan.FromHours(1));
        Latencies.Milliseconds(histogram, 1).ShouldBe(60_000, 60);
    }

    [Test]
    public async Task Copies_that_differ_are_merged_with_their_counts()
    {
        var copies = 0;
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var during = TimeSpan.FromSeconds(1);
        // Only the last copy ends the round, so each copy counts a request at least, and every outcome once.
        var scenario = new LoadScenario("test", _ =>
        {
            var copy = Interlocked.Increment(ref copies);
            return new FakeStep(_ =>
            {
                time.Advance(during);
                return ValueTask.FromResult(copy == 1 ? StepOutcome.Failed("first") : StepOutcome.Answered);
            });
        });

        var round = await new LoadRunner(time).RunAsync(scenario, LoadSimulation.KeepConstant(4, during));

        round.Requests.ShouldBe(3);
        round.Errors.ShouldBe(new Dictionary<string, long> { ["first"] = 1 });
    }

    /// <summary>A histogram's buckets. Its own Equals compares the exact maximum too, which no figure is read from.</summary>
    internal static IEnumerable<(long Value, long Count)> Counts(HistogramBase histogram) =>
        histogram.RecordedValues().Select(value => (value.ValueIteratedTo, value.CountAtValueIteratedTo));

    private static LongHistogram Recorded(int[] microseconds)
    {
        var histogram = Latencies.NewHistogram();
        foreach (var latency in microseconds)
            Latencies.Record(histogram, TimeSpan.FromMicroseconds(latency));
        return histogram;
    }
}
