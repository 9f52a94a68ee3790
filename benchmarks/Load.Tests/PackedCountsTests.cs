using System.Text.Json;
using Harness.Load.Engine;

namespace Harness.Load.Tests;

/// <summary>A second's latencies, packed.</summary>
public sealed class PackedCountsTests
{
    [Test]
    public void Nothing_is_lost_from_one_microsecond_to_a_minute([Values(1, 127, 128, 16_384, 2_000_000_000)] int most)
    {
        var random = new Random(most);
        var counts = new IntervalCounts();
        var expected = new SortedDictionary<int, int>();
        for (var value = 0; value <= Latencies.LongestMicroseconds; value += 1 + random.Next(1 + (value / 50)))
        {
            var count = random.Next(1, most);
            var single = new IntervalCounts();
            single.Record(value);
            var (lowest, _) = single.ToPacked().Single();
            if (!expected.TryAdd(lowest, count))
                continue;
            counts.Record(value, count);
        }

        var packed = counts.ToPacked();

        packed.ShouldBe(expected.Select(pair => (pair.Key, pair.Value)));
        Copy(packed).ShouldBe(packed);
    }

    [TestCase("{}")]
    [TestCase("[100]")]
    [TestCase("[100,0]")]
    [TestCase("[-1,1]")]
    [TestCase("[100,1.5]")]
    [TestCase("[60000001,1]")]
    [TestCase("[\"100\",1]")]
    public void What_is_no_list_of_latencies_and_counts_is_refused(string json) =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<PackedCounts>(json));

    /// <summary>Two bytes for most buckets: their distance and their count.</summary>
    [Test]
    public void A_second_of_many_requests_takes_little_memory()
    {
        var (random, counts) = (new Random(1), new IntervalCounts());
        for (var request = 0; request < 10_000; request++)
            counts.Record((long)(500 - (800 * Math.Log(1 - random.NextDouble()))));
        counts.ToPacked();
        var before = GC.GetAllocatedBytesForCurrentThread();

        var packed = counts.ToPacked();

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(3 * packed.Count());
    }

    private static PackedCounts Copy(PackedCounts counts) =>
        JsonSerializer.Deserialize<PackedCounts>(JsonSerializer.Serialize(counts))!;
}
