using Harness.Load.SideEffects;
using Harness.Results;
using MathNet.Numerics.Distributions;

namespace Harness.Load.Tests.SideEffects;

/// <summary>Rounds of ordinary calls whose latencies follow a law that is known, so that the safe rate is known too.</summary>
internal sealed class SimulatedRounds(int seed)
{
    public const string Get = "get";
    public const string Lease = "lease";
    private readonly Random _random = new(seed);

    public static IReadOnlyList<double> Shares { get; } = [0, 0.25, 0.5, 0.75, 1];

    public static IReadOnlyList<OrdinaryCallFacts> Calls { get; } = [new(Get, "GET", 40), new(Lease, "PUT", 40)];

    /// <summary>Proxied requests per second at a share of 1.</summary>
    public double Capacity { get; init; } = 1000;

    public int Blocks { get; init; } = 8;

    public int CallsARound { get; init; } = 80;

    /// <summary>Median latency in milliseconds, by the call and the rate.</summary>
    public Func<string, double, double> Median { get; init; } = (_, _) => 2;

    /// <summary>How much a block's latencies differ from another's: all levels of a block alike.</summary>
    public double Drift { get; init; } = 0.2;

    /// <summary>Calls that fail in a round, by the call and the level.</summary>
    public Func<string, double, long> Failures { get; init; } = (_, _) => 0;

    /// <summary>How late each call is sent, in microseconds, by the call and the level.</summary>
    public Func<string, double, long> Lag { get; init; } = (_, _) => 10;

    /// <summary>What speaks against a round, by block and level.</summary>
    public Func<int, double, string?> Invalid { get; init; } = (_, _) => null;

    public SideEffectsResult Measure(double limit = 1.5) => SideEffectsStatistics.Of(
        Rounds().ToList(), Calls, SideEffectsProfile.Standard with { Shares = Shares, Limit = limit }, new ProxyCapacity(32, Capacity, []),
        seed);

    /// <summary>The safe rate alone, which takes less time than all figures.</summary>
    public SafeRate Find()
    {
        var (rounds, names) = (Rounds().ToList(), Calls.Select(call => call.Call).ToList());
        var levels = Shares.Index().Select(level => new LevelSamples(
            level.Item, [.. rounds.Where(round => round.Level == level.Index).Select(round => round.Round)], names));
        return new SafeRateFinder([.. levels], names, limit: 1.5, seed).Find();
    }

    private IEnumerable<(int Level, SideEffectRound Round)> Rounds()
    {
        for (var block = 1; block <= Blocks; block++)
        {
            var drift = Math.Exp(Normal.Sample(_random, 0, Drift));
            foreach (var (level, share) in Shares.Index())
                yield return (level, Round(block, share, drift));
        }
    }

    private SideEffectRound Round(int block, double share, double drift)
    {
        var rate = share * Capacity;
        var load = share > 0
            ? new ProxiedLoad(2, (long)(2 * rate), (long)(2 * rate), (long)(2 * rate), new Dictionary<string, long>(), 5, 20)
            : null;
        var node = new NodeUse(
            2.5, 2.4 * rate, new Dictionary<string, double> { ["kube-apiserver"] = (0.2 * 2.5) + (0.001 * 2.4 * rate) },
            400 << 20, (long)rate, (90 * 2.5) + (2 * 2.4 * rate));
        var calls = Calls.Select(call => Call(call.Call, share, drift * Median(call.Call, rate)));
        return new SideEffectRound(block, 1, load, [.. calls], node, Invalid(block, share));
    }

    private CallRound Call(string call, double share, double median)
    {
        var latencies = Enumerable.Range(0, CallsARound)
            .Select(_ => (long)(1000 * median * Math.Exp(Normal.Sample(_random, 0, 0.1))));
        var counts = latencies.GroupBy(value => value).OrderBy(group => group.Key).SelectMany(group => new[] { group.Key, group.Count() });
        var errors = Failures(call, share) is > 0 and var failed ? new Dictionary<string, long> { ["timeout"] = failed } : [];
        return new CallRound(call, new LatencyCounts([.. counts]), errors, new LatencyCounts([Lag(call, share), CallsARound]));
    }
}
