namespace Harness.Load.Headless;

/// <summary>Counts answers by the pod that gave them, with the first and the last moment of each. One loop's thread counts.</summary>
/// <param name="time">The clock.</param>
internal sealed class PodTally(TimeProvider time)
{
    /// <summary>An answer that does not say whose it is.</summary>
    public const string Unnamed = "an answer without a name";

    private readonly Dictionary<string, Seen> _pods = [];
    private long _total;

    /// <summary>Answers so far; for any thread.</summary>
    public long Total => Volatile.Read(ref _total);

    /// <summary>Answers by pod; for the time after a round.</summary>
    public IReadOnlyDictionary<string, long> Counts => _pods.ToDictionary(pod => pod.Key, pod => pod.Value.Count);

    /// <summary>Counts an answer.</summary>
    /// <param name="pod">Whose it is; null where it does not say.</param>
    public void Count(string? pod)
    {
        var now = time.GetTimestamp();
        pod ??= Unnamed;
        _pods[pod] = _pods.TryGetValue(pod, out var seen) ? seen with { Count = seen.Count + 1, Last = now } : new Seen(1, now, now);
        Volatile.Write(ref _total, _total + 1);
    }

    /// <summary>When a pod answered first and last; null for one that did not.</summary>
    public (long First, long Last)? Times(string pod) => _pods.TryGetValue(pod, out var seen) ? (seen.First, seen.Last) : null;

    private readonly record struct Seen(long Count, long First, long Last);
}
