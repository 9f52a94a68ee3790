using Harness.Load.Engine;
using Harness.Load.Statistics;
using Harness.Results;

namespace Harness.Load.Ladder;

/// <summary>
/// What a request costs in processor time, program by program: what each used during a round, less what it uses when idle, over the round's
/// requests.
/// </summary>
/// <param name="rungs">The rungs.</param>
/// <param name="readAsync">Reads seconds of processor time by program.</param>
/// <param name="seed">Seed of the order and of the intervals.</param>
internal sealed class ProcessorBenchmark(
    IReadOnlyList<LadderRung> rungs, Func<CancellationToken, Task<IReadOnlyDictionary<string, double>?>> readAsync, int seed)
{
    /// <summary>Name of this program, which generates the load.</summary>
    public const string Client = "client";

    private const int Connections = 8;
    private const double Least = 0.5; // microseconds: what costs less is not told of

    private readonly List<(string Rung, Dictionary<string, double> Microseconds)> _rounds = [];

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Waits while the node is idle.</summary>
    public Func<TimeSpan, CancellationToken, Task> Wait { get; init; } = Task.Delay;

    /// <summary>Time of a round, and of each look at the idle node.</summary>
    public TimeSpan During { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Rounds of each rung.</summary>
    public int Rounds { get; init; } = PairedBootstrap.FewestPairs;

    /// <summary>Measures; nothing where the node cannot be reached.</summary>
    public async Task<IReadOnlyList<ProcessorCost>> RunAsync(IProgress<string>? progress, CancellationToken cancellationToken)
    {
        if (await ReadAsync(cancellationToken).ConfigureAwait(false) is null)
            return [];
        var (random, order) = (new Random(seed), rungs.ToArray());
        for (var round = 0; round < Rounds; round++)
        {
            progress?.Report(FormattableString.Invariant($"processor time of each program, {round + 1} of {Rounds}; ")
                + TimeLeft.Text(During * ((rungs.Count + 1) * (Rounds - round))));
            var idle = await UsedAsync(() => Wait(During, cancellationToken), cancellationToken).ConfigureAwait(false);
            random.Shuffle(order);
            foreach (var rung in order)
                await MeasureAsync(rung, idle, cancellationToken).ConfigureAwait(false);
        }

        return [.. rungs.SelectMany(rung => Costs(rung.Route.Name))];
    }

    private async Task MeasureAsync(LadderRung rung, Used idle, CancellationToken cancellationToken)
    {
        RoundMeasurement? measured = null;
        var target = await rung.Route.TargetAsync(During, cancellationToken).ConfigureAwait(false);
        var used = await UsedAsync(
            async () => measured = await rung.Generator.RunAsync(
                target, new LoadRound(Connections, TimeSpan.Zero, During, TimeSpan.FromSeconds(2)), cancellationToken)
                    .ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        if (measured!.Requests == 0)
            return;
        _rounds.Add((rung.Route.Name, used.By.ToDictionary(
            one => one.Key,
            one => 1e6 * (one.Value - (idle.By.GetValueOrDefault(one.Key) * (used.Seconds / idle.Seconds))) / measured.Requests)));
    }

    private IEnumerable<ProcessorCost> Costs(string rung)
    {
        var rounds = _rounds.Where(round => round.Rung == rung).Select(round => round.Microseconds).ToList();
        return from program in rounds.SelectMany(round => round.Keys).Distinct()
               let values = rounds.Select(round => round.GetValueOrDefault(program)).ToArray()
               let cost = PairedBootstrap.Difference(values, new double[values.Length], seed)
               where cost?.Estimate >= Least
               orderby cost.Estimate descending
               select new ProcessorCost(rung, Connections, program, cost);
    }

    private async Task<Used> UsedAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        var (before, begin) = (await ReadAsync(cancellationToken).ConfigureAwait(false), Time.GetTimestamp());
        await work().ConfigureAwait(false);
        var (after, seconds) = (await ReadAsync(cancellationToken).ConfigureAwait(false), Time.GetElapsedTime(begin).TotalSeconds);
        return before is null || after is null
            ? throw HarnessException.Undecided("the processor time of the node's programs could be read before, and no more")
            : new Used(after.ToDictionary(one => one.Key, one => one.Value - before.GetValueOrDefault(one.Key)), seconds);
    }

    private async Task<Dictionary<string, double>?> ReadAsync(CancellationToken cancellationToken) =>
        await readAsync(cancellationToken).ConfigureAwait(false) is { } node
            ? new Dictionary<string, double>(node) { [Client] = Environment.CpuUsage.TotalTime.TotalSeconds }
            : null;

    private sealed record Used(Dictionary<string, double> By, double Seconds);
}
