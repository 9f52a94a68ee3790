using Harness.Load.Engine;
using Harness.Load.Statistics;
using Harness.Results;

namespace Harness.Load.Ladder;

/// <summary>The rounds of a ladder as they come in, and what follows from them.</summary>
/// <param name="rungs">The rungs, controls among them.</param>
/// <param name="margin">Share by which throughput may differ and still counts as the same.</param>
/// <param name="seed">Seed of the intervals.</param>
internal sealed class LadderMeasurements(IReadOnlyList<LadderRung> rungs, double margin, int seed)
{
    private readonly Dictionary<(int Rung, int Connections), List<(PlannedLadderRound Round, RoundMeasurement Measured)>> _rounds = [];

    private readonly List<DisturbedRound> _disturbed = [];

    /// <summary>Whether anything was measured that counts.</summary>
    public bool IsEmpty => _rounds.Count == 0;

    /// <summary>What disturbed rounds, in order.</summary>
    public IReadOnlyList<string> Disturbances => [.. _disturbed.Select(one => one.Disturbance)];

    /// <summary>Takes in a round; one that was disturbed is kept apart, and counts for nothing.</summary>
    public void Add(PlannedLadderRound round, WatchedRound<RoundMeasurement> watched)
    {
        var measured = watched.Measured;
        if (watched.Disturbance is { } disturbance)
        {
            _disturbed.Add(new DisturbedRound(
                rungs[round.Rung].Route.Name, round.Connections, Round(round, measured), measured.Errors, disturbance));
            return;
        }

        if (!_rounds.TryGetValue((round.Rung, round.Connections), out var rounds))
            _rounds[(round.Rung, round.Connections)] = rounds = [];
        rounds.Add((round, measured));
    }

    /// <summary>One rung against another at each number of connections that both were measured at.</summary>
    public IReadOnlyList<Comparison> Compare(string proxied, string direct) =>
        [.. from longer in rungs.Index().Where(one => one.Item.Route.Name == proxied)
            from shorter in rungs.Index().Where(one => one.Item.Route.Name == direct)
            from connections in ConnectionsOf(longer.Index)
            where _rounds.ContainsKey((shorter.Index, connections))
            select new Comparison(Figures(longer.Index, connections), Figures(shorter.Index, connections))];

    /// <summary>A rung's rounds at a number of connections, with their blocks.</summary>
    public IReadOnlyList<(int Block, RoundMeasurement Measured)> Rounds(string rung, int connections) =>
        [.. (_rounds.GetValueOrDefault((IndexOf(rung), connections)) ?? []).Select(one => (one.Round.Block, one.Measured))];

    /// <summary>What was measured so far.</summary>
    public LadderResult Result() => new()
    {
        Seed = seed,
        Margin = margin,
        Cells = [.. _rounds.OrderBy(cell => cell.Key).Select(cell => Cell(cell.Key.Rung, cell.Key.Connections, cell.Value))],
        Steps = [.. Steps(controls: false)],
        Controls = [.. Steps(controls: true)],
        Disturbed = [.. _disturbed],
    };

    private IEnumerable<LadderStep> Steps(bool controls) =>
        from rung in rungs.Index()
        where rung.Item.IsControl == controls
        from against in new[] { rung.Item.Against, rung.Item.AlsoAgainst }
        where against is not null
        from connections in ConnectionsOf(rung.Index)
        select Step(rung.Index, IndexOf(against), connections);

    private int IndexOf(string rung) => rungs.Index().First(one => one.Item.Route.Name == rung).Index;

    private RouteFigures Figures(int rung, int connections) =>
        QuickFigures.For(rungs[rung].Route, connections, [.. _rounds[(rung, connections)].Select(one => one.Measured)]);

    private IEnumerable<int> ConnectionsOf(int rung) =>
        _rounds.Keys.Where(cell => cell.Rung == rung).Select(cell => cell.Connections).Order();

    private LadderStep Step(int rung, int against, int connections)
    {
        var pairs = (from one in _rounds[(rung, connections)]
                     join other in _rounds.GetValueOrDefault((against, connections)) ?? [] on one.Round.Block equals other.Round.Block
                     where one.Measured.Requests > 0 && other.Measured.Requests > 0
                     select (One: one.Measured, Other: other.Measured)).ToList();
        double[] of = [.. pairs.Select(pair => pair.One.RequestsPerSecond)];
        double[] divisors = [.. pairs.Select(pair => pair.Other.RequestsPerSecond)];
        return new LadderStep
        {
            Rung = rungs[rung].Route.Name,
            Against = rungs[against].Route.Name,
            Connections = connections,
            Blocks = pairs.Count,
            AddedLatency = AddedLatency(pairs),
            Throughput = PairedBootstrap.Ratio(of, divisors, seed),
            Verdict = Change.Of(of, divisors, margin, seed),
        };
    }

    /// <summary>Of the blocks in which hardly any request failed: the others' latencies are those of what got through.</summary>
    private Interval? AddedLatency(IEnumerable<(RoundMeasurement One, RoundMeasurement Other)> pairs)
    {
        var whole = pairs.Where(pair => StandsForAll(pair.One) && StandsForAll(pair.Other)).ToList();
        return PairedBootstrap.Difference(
            [.. whole.Select(pair => MedianLatency(pair.One))], [.. whole.Select(pair => MedianLatency(pair.Other))], seed);
    }

    private LadderCell Cell(int rung, int connections, List<(PlannedLadderRound Round, RoundMeasurement Measured)> rounds)
    {
        var all = RoundMeasurement.Merge(rounds.Select(one => one.Measured));
        return new LadderCell
        {
            Rung = rungs[rung].Route.Name,
            Via = rungs[rung].Route.RecordedVia,
            Connections = connections,
            BodyBytes = rungs[rung].BodyBytes,
            Needs = rungs[rung].Needs,
            Rounds = [.. rounds.Select(one => Round(one.Round, one.Measured))],
            Latency = LatencySummary.Of(all.Latencies),
            Errors = all.Errors,
        };
    }

    private static LadderRound Round(PlannedLadderRound round, RoundMeasurement measured)
    {
        var latency = LatencySummary.Of(measured.Latencies);
        return new LadderRound(
            round.Block, round.Place, measured.Seconds, measured.Requests, measured.FailedRequests, measured.RequestsPerSecond,
            latency.P50, latency.P99)
        { Invalid = measured.Invalid };
    }

    private static bool StandsForAll(RoundMeasurement measured) => Percentile.StandsForAll(measured.Requests, measured.FailedRequests);

    private static double MedianLatency(RoundMeasurement measured) => Latencies.Milliseconds(measured.Latencies, 0.5);
}
