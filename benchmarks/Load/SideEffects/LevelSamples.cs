using Harness.Load.Statistics;
using Harness.Results;

namespace Harness.Load.SideEffects;

/// <summary>The rounds of a level that hold, and what follows from any draw of the blocks.</summary>
internal sealed class LevelSamples
{
    private const double Tail = 0.99;
    private const double LagMilliseconds = 0.1;
    private const double LagAtMost = 0.1;
    private readonly Dictionary<string, BlockedLatencies> _calls;
    private readonly Dictionary<string, BlockedLatencies> _lags;
    private readonly (int Block, double Rate)[] _rates;

    /// <summary>Takes in the rounds of a level.</summary>
    /// <param name="share">The level.</param>
    /// <param name="rounds">All its rounds; invalid ones are passed over.</param>
    /// <param name="calls">Names of the ordinary calls.</param>
    public LevelSamples(double share, IReadOnlyList<SideEffectRound> rounds, IReadOnlyList<string> calls)
    {
        (Share, Rounds) = (share, rounds);
        Valid = [.. rounds.Where(round => round.Invalid is null)];
        _rates = [.. Valid.Select(round => (round.Block - 1, round.Load?.AnsweredRate ?? 0))];
        _calls = calls.ToDictionary(call => call, call => Blocked(Valid, call, one => (one.Latencies, one.Errors.Values.Sum())));
        _lags = calls.ToDictionary(call => call, call => Blocked(Valid, call, one => (one.SendLag, 0)));
    }

    /// <summary>Share of the capacity that was asked for.</summary>
    public double Share { get; }

    /// <summary>All rounds.</summary>
    public IReadOnlyList<SideEffectRound> Rounds { get; }

    /// <summary>Those that hold.</summary>
    public IReadOnlyList<SideEffectRound> Valid { get; }

    /// <summary>Why the level cannot be used; null where it can.</summary>
    public string? Invalid => TooFew() ?? _calls.Keys.Select(Late).FirstOrDefault(reason => reason is not null);

    /// <summary>Latencies of a call.</summary>
    public BlockedLatencies this[string call] => _calls[call];

    private string? TooFew()
    {
        if (Valid.Select(round => round.Block).Distinct().Count() >= PairedBootstrap.FewestPairs)
            return null;
        // One reason for all: the figures in it differ from round to round.
        var reason = Rounds.Select(round => round.Invalid).OfType<string>().Select(text => $"; e.g. {text}").FirstOrDefault();
        return FormattableString.Invariant(
            $"{Valid.Count} of {Rounds.Count} rounds hold, and {PairedBootstrap.FewestPairs} are needed{reason}");
    }

    /// <summary>Whether the client itself made a call late, by the rule that the engine has for a round.</summary>
    private string? Late(string call)
    {
        var once = BlockBootstrap.Once(Rounds.Max(round => round.Block));
        var (lag, latency) = (_lags[call].Quantile(Tail, once), _calls[call].Quantile(Tail, once));
        return lag > LagMilliseconds && lag > latency * LagAtMost
            ? FormattableString.Invariant($"{call} was asked for up to {lag:0.###} ms late (p99), ")
                + FormattableString.Invariant($"beside a p99 latency of {latency:0.###} ms")
            : null;
    }

    private static BlockedLatencies Blocked(
        IReadOnlyList<SideEffectRound> rounds, string name, Func<CallRound, (LatencyCounts Latencies, long Failed)> part) => new(
            [.. from round in rounds
                from one in round.Calls
                where one.Call == name
                let what = part(one)
                select (round.Block - 1, what.Latencies, what.Failed)]);

    /// <summary>Proxied requests answered per second, mean over a draw; not a number where none of its rounds was drawn.</summary>
    public double Rate(int[] times)
    {
        var (sum, rounds) = (0.0, 0);
        foreach (var (block, rate) in _rates)
            (sum, rounds) = (sum + (times[block] * rate), rounds + times[block]);
        return rounds == 0 ? double.NaN : sum / rounds;
    }
}
