using Harness.Load.Statistics;
using Harness.Results;

namespace Harness.Load.SideEffects;

/// <summary>
/// The safe rate: the smallest <see cref="LimitCrossing"/> of all figures, p50 and p99 of every ordinary call. With several figures that
/// scatter, the smallest is rather too small than too large. Its interval is by bootstrap over the blocks, and a bound beyond the lowest or
/// the highest level is no number: then the rate is below, at least, or undecided.
/// </summary>
/// <param name="levels">All levels, the idle one first.</param>
/// <param name="calls">Names of the ordinary calls.</param>
/// <param name="limit">How many times its idle latency a call may take.</param>
/// <param name="seed">Seed of the interval.</param>
internal sealed class SafeRateFinder(IReadOnlyList<LevelSamples> levels, IReadOnlyList<string> calls, double limit, int seed)
{
    /// <summary>The figures, with how many calls each needs: a p99 of fewer than a hundred is their maximum.</summary>
    internal static readonly (string Name, double Quantile, int Fewest)[] Figures = [("p50", 0.5, 20), ("p99", 0.99, 100)];

    private readonly LevelSamples[] _used = [.. levels.Where(level => level.Invalid is null)];

    private int Blocks => levels.SelectMany(level => level.Rounds).Max(round => round.Block);

    /// <summary>Finds it, of all figures or of those of one name alone, e.g. <c>p50</c>.</summary>
    public SafeRate Find(string? figure = null)
    {
        var asked = Figures.Where(one => figure is null || one.Name == figure).ToList();
        if (levels.Count == 0 || levels[0].Share > 0 || _used.Length == 0 || _used[0].Share > 0)
            return Undecided($"the idle level could not be used: {(levels.Count == 0 ? "it was not measured" : levels[0].Invalid)}");
        if (_used.Length == 1)
            return Undecided("no level of load could be used");
        var unknown = Unknown(asked).ToList();
        var known = All(asked).Where(one => unknown.All(other => other.Figure != one)).ToList();
        if (known.Count == 0)
            return Undecided(string.Join("; ", unknown.Select(one => one.Reason)));
        var found = Judge(known);
        // Whatever is not known may be what leaves the limit first.
        return unknown.Count > 0 && found.Kind != SafeRateKind.Below
            ? Undecided(string.Join("; ", unknown.Select(one => one.Reason))) with { High = found.High }
            : found;
    }

    private SafeRate Judge(IReadOnlyList<Figure> figures)
    {
        var once = BlockBootstrap.Once(Blocks);
        var (estimate, first) = figures.Select(figure => (Crossing(figure, once), figure)).MinBy(one => one.Item1);
        var (low, high) = BlockBootstrap.Bounds(
            BlockBootstrap.Sorted(Blocks, seed, times => figures.Min(figure => Crossing(figure, times))), Blocks);
        var (lowest, highest) = (_used[1].Rate(once), _used.Skip(1).Max(level => level.Rate(once)));
        var by = double.IsInfinity(estimate) ? null : $"{first.Name} of {first.Call}";
        if (high < lowest)
            return new SafeRate(SafeRateKind.Below, lowest, null, null) { LimitedBy = by };
        if (double.IsInfinity(low))
            return new SafeRate(SafeRateKind.AtLeast, highest, null, null);
        var (from, to) = (low >= lowest ? low : (double?)null, double.IsInfinity(high) ? (double?)null : high);
        return from is null || to is null
            ? Undecided("the interval reaches beyond the levels that were measured") with { Low = from, High = to, LimitedBy = by }
            : new SafeRate(SafeRateKind.Measured, estimate, from, to) { LimitedBy = by };
    }

    /// <summary>The rate at which one figure leaves the limit, by a draw of the blocks.</summary>
    private double Crossing(Figure figure, int[] times)
    {
        var (rates, latencies) = (new double[_used.Length], new double[_used.Length]);
        for (var i = 0; i < _used.Length; i++)
        {
            latencies[i] = _used[i][figure.Call].Quantile(figure.Quantile, times);
            // Where the proxy is full, more asked for may be less answered.
            rates[i] = i == 0 ? 0 : Math.Max(rates[i - 1], _used[i].Rate(times));
        }

        return Array.Exists(rates, double.IsNaN) || Array.Exists(latencies, double.IsNaN) || double.IsInfinity(latencies[0])
            ? double.NaN
            : LimitCrossing.Of(rates, latencies, limit);
    }

    private IEnumerable<Figure> All(List<(string Name, double Quantile, int Fewest)> asked) =>
        from call in calls from figure in asked select new Figure(call, figure.Name, figure.Quantile);

    private IEnumerable<(Figure Figure, string Reason)> Unknown(List<(string Name, double Quantile, int Fewest)> asked) =>
        from call in calls
        from figure in asked
        let reason = Unknown(call, figure)
        where reason is not null
        select (new Figure(call, figure.Name, figure.Quantile), $"{figure.Name} of {call} is not known: {reason}");

    private string? Unknown(string call, (string Name, double Quantile, int Fewest) figure)
    {
        var idle = _used[0][call];
        if (double.IsInfinity(idle.Quantile(figure.Quantile, BlockBootstrap.Once(Blocks))))
            return FormattableString.Invariant($"{idle.Failed} of {idle.Answered + idle.Failed} calls failed even when idle");
        var fewest = _used.Min(level => level[call].Answered + level[call].Failed);
        return fewest < figure.Fewest ? FormattableString.Invariant($"{fewest} calls at a level, {figure.Fewest} are needed") : null;
    }

    private static SafeRate Undecided(string reason) => new(SafeRateKind.Undecided, null, null, null) { Reason = reason };

    private sealed record Figure(string Call, string Name, double Quantile);
}
