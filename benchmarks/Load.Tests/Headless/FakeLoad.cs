using Harness.Load.Headless;
using Harness.Results;
using Microsoft.Extensions.Time.Testing;

namespace Harness.Load.Tests.Headless;

/// <summary>Rounds that answer as a test says, and take their time on its clock.</summary>
internal sealed class FakeLoad(FakeTimeProvider time, Func<int, HeadlessRate, IReadOnlyDictionary<string, long>> answers) : IHeadlessLoad
{
    public List<HeadlessRate> Rounds { get; } = [];

    public Dictionary<string, long> Errors { get; } = [];

    /// <summary>Runs at the end of a round, before its time has passed.</summary>
    public Func<int, Task> Meanwhile { get; init; } = _ => Task.CompletedTask;

    public async Task<HeadlessRound> RunAsync(HeadlessRate load, PodTally tally, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var counts = answers(Rounds.Count, load);
        Rounds.Add(load);
        foreach (var (pod, count) in counts)
        {
            for (var i = 0; i < count; i++)
                tally.Count(pod);
        }

        await Meanwhile(Rounds.Count - 1);
        time.Advance(load.During);
        return new HeadlessRound(load.During.TotalSeconds, 1, counts, Errors, [0], new LatencyCounts([1000, counts.Values.Sum()]), null);
    }

    public static Dictionary<string, long> Of(params (string Pod, long Count)[] pods) =>
        pods.ToDictionary(pod => pod.Pod, pod => pod.Count);
}
