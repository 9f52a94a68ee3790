using System.Runtime.InteropServices;
using HdrHistogram;

namespace Harness.Load.Engine;

/// <summary>What one loop measured, in the same memory however much it is. Only its thread records, so recording takes no lock.</summary>
internal sealed class Tally(double ticksPerMicrosecond)
{
    private readonly Dictionary<string, long> _errors = [];
    private readonly IntervalCounts _second = new();
    private readonly IntervalCounts _all = new();
    private readonly List<RoundInterval> _intervals = [];
    private long _failedInSecond;
    private long _failed;

    public LongHistogram Latencies { get; } = Engine.Latencies.NewHistogram();

    public LongHistogram SendLag { get; } = Engine.Latencies.NewHistogram();

    public IReadOnlyDictionary<string, long> Errors => _errors;

    public IReadOnlyList<RoundInterval> Intervals => _intervals;

    public RoundSoFar SoFar
    {
        get
        {
            // The second in which it is asked counts, too.
            var latencies = new IntervalCounts();
            latencies.Add(_all);
            latencies.Add(_second);
            return new RoundSoFar(latencies, _failed);
        }
    }

    /// <summary>An answer, with the ticks that it took.</summary>
    public void Answered(long ticks)
    {
        var microseconds = Microseconds(ticks);
        Latencies.RecordValue(Math.Min(microseconds, Engine.Latencies.LongestMicroseconds));
        _second.Record(microseconds);
    }

    /// <summary>An error.</summary>
    public void Failed(string kind, long count = 1)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_errors, kind, out _) += count;
        _failed += count;
        _failedInSecond += count;
    }

    /// <summary>A request sent so many ticks after it could have been.</summary>
    public void Lagged(long ticks) => SendLag.RecordValue(Math.Clamp(Microseconds(ticks), 0, Engine.Latencies.LongestMicroseconds));

    /// <summary>Closes the interval that began at this second.</summary>
    public void EndInterval(double second)
    {
        _intervals.Add(new RoundInterval(second, _second.Total, _failedInSecond, _second.ToPacked()));
        _all.Add(_second);
        _second.Clear();
        _failedInSecond = 0;
    }

    private long Microseconds(long ticks) => (long)((ticks / ticksPerMicrosecond) + 0.5);
}
