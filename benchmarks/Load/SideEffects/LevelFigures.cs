using Harness.Load.Statistics;
using Harness.Results;

namespace Harness.Load.SideEffects;

/// <summary>From the rounds of a level, and of the idle one, to the level's figures.</summary>
/// <param name="idle">The idle level.</param>
/// <param name="blocks">Blocks in all.</param>
/// <param name="seed">Seed of the intervals.</param>
internal sealed class LevelFigures(LevelSamples idle, int blocks, int seed)
{
    private const double Least = 0.5; // microseconds: what costs less is not told of

    /// <summary>The level's figures.</summary>
    /// <param name="level">The level.</param>
    /// <param name="capacity">Proxied requests per second that the level is a share of.</param>
    /// <param name="calls">Names of the ordinary calls.</param>
    public SideEffectLevel Of(LevelSamples level, double capacity, IReadOnlyList<string> calls) => new()
    {
        Share = level.Share,
        AskedRate = level.Share * capacity,
        AnsweredRate = Undisturbed(level).Select(round => round.Load?.AnsweredRate ?? 0).DefaultIfEmpty().Average(),
        Invalid = level.Invalid,
        Errors = Together(Undisturbed(level).Select(round => round.Load?.Errors)),
        Calls = [.. calls.Select(call => Of(level, call))],
        Programs = level.Share > 0 ? [.. Programs(level)] : [],
        ApiServerMemory = Mean(level, node => node.ApiServerMemory),
        TimeWait = Mean(level, node => node.TimeWait),
        StorageReads = level.Share > 0
            ? PerRequest(level, node => node.StorageReads is { } reads ? reads : double.NaN)
            : null,
        Rounds = level.Rounds,
    };

    private static IEnumerable<SideEffectRound> Undisturbed(LevelSamples level) => level.Rounds.Where(round => !round.IsDisturbed);

    private CallAtLevel Of(LevelSamples level, string call) => new()
    {
        Call = call,
        Answered = level[call].Answered,
        Errors = Together(level.Valid.Select(round => round.Calls.FirstOrDefault(one => one.Call == call)?.Errors)),
        P50 = Quantile(level, call, 0),
        P99 = Quantile(level, call, 1),
        P50Times = Times(level, call, 0),
        P99Times = Times(level, call, 1),
    };

    private Interval? Quantile(LevelSamples level, string call, int figure) =>
        IsKnown(level, call, figure) ? Bootstrap(times => At(level, call, figure, times)) : null;

    private Interval? Times(LevelSamples level, string call, int figure) =>
        level.Share > 0 && IsKnown(level, call, figure) && IsKnown(idle, call, figure)
            ? Bootstrap(times => At(level, call, figure, times) / At(idle, call, figure, times))
            : null;

    private static double At(LevelSamples level, string call, int figure, int[] times) =>
        level[call].Quantile(SafeRateFinder.Figures[figure].Quantile, times);

    /// <summary>Enough calls, and not so many failed ones that nobody knows.</summary>
    private bool IsKnown(LevelSamples level, string call, int figure) =>
        level.Invalid is null && level[call].Answered + level[call].Failed >= SafeRateFinder.Figures[figure].Fewest
        && double.IsFinite(At(level, call, figure, BlockBootstrap.Once(blocks)));

    private Interval Bootstrap(Func<int[], double> statistic)
    {
        var (low, high) = BlockBootstrap.Bounds(BlockBootstrap.Sorted(blocks, seed, statistic), blocks);
        return new Interval(statistic(BlockBootstrap.Once(blocks)), low, high);
    }

    private IEnumerable<ProgramAtLevel> Programs(LevelSamples level) =>
        from program in level.Valid.SelectMany(round => round.Node?.Programs.Keys ?? []).Distinct()
        let cost = PerRequest(level, node => 1e6 * node.Programs.GetValueOrDefault(program))
        where cost?.Estimate >= Least
        orderby cost.Estimate descending
        select new ProgramAtLevel(program, cost);

    /// <summary>What went on by during a round, less what goes on by in the idle round of its block, for each proxied request.</summary>
    private Interval? PerRequest(LevelSamples level, Func<NodeUse, double> counter)
    {
        var values = (from round in level.Valid
                      join other in idle.Valid on round.Block equals other.Block
                      where round.Node is { Requests: > 0 } && other.Node is not null
                      let rest = counter(other.Node!) / other.Node!.Seconds * round.Node!.Seconds
                      let cost = (counter(round.Node!) - rest) / round.Node!.Requests
                      where double.IsFinite(cost)
                      select cost).ToArray();
        return PairedBootstrap.Difference(values, new double[values.Length], seed);
    }

    private static double? Mean(LevelSamples level, Func<NodeUse, long?> value)
    {
        var values = level.Rounds.Select(round => round.Node).OfType<NodeUse>().Select(value).OfType<long>().ToList();
        return values.Count > 0 ? values.Average() : null;
    }

    private static Dictionary<string, long> Together(IEnumerable<IReadOnlyDictionary<string, long>?> errors) => errors
        .SelectMany(one => one ?? new Dictionary<string, long>())
        .GroupBy(error => error.Key, StringComparer.Ordinal).OrderBy(kind => kind.Key, StringComparer.Ordinal)
        .ToDictionary(kind => kind.Key, kind => kind.Sum(error => error.Value));
}
