using BenchmarkDotNet.Attributes;
using Harness.Load.Engine;
using HdrHistogram;

namespace Harness.Micro;

/// <summary>Recording is done once a request; merging and percentiles once a round.</summary>
[MemoryDiagnoser]
public class HistogramBenchmarks
{
    private const int Copies = 32;
    private readonly TimeSpan[] _latencies = new TimeSpan[1024];
    private readonly LongHistogram[] _histograms = [.. Enumerable.Range(0, Copies).Select(_ => Latencies.NewHistogram())];

    [GlobalSetup]
    public void Setup()
    {
        // From 20 µs to 100 ms, spread evenly over the orders of magnitude, the same in each run.
        for (var index = 0; index < _latencies.Length; index++)
            _latencies[index] = TimeSpan.FromMicroseconds(20 * Math.Pow(5000, index * 397 % 1024 / 1024.0));
        foreach (var histogram in _histograms)
        {
            foreach (var latency in _latencies)
                Latencies.Record(histogram, latency);
        }
    }

    [Benchmark(OperationsPerInvoke = 1024, Description = "record one latency")]
    public void Record()
    {
        foreach (var latency in _latencies)
            Latencies.Record(_histograms[0], latency);
    }

    [Benchmark(Description = "merge the histograms of 32 copies")]
    public LongHistogram Merge() => Latencies.Merge(_histograms);

    [Benchmark(Description = "a percentile of one histogram")]
    public double Percentile() => Latencies.Milliseconds(_histograms[1], 0.99);
}
