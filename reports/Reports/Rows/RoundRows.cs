using Harness.Results;

namespace Harness.Reports.Rows;

/// <summary>Every round of a run's benchmarks.</summary>
internal static class RoundRows
{
    /// <summary>The rounds of a benchmark, invalid and disturbed ones among them.</summary>
    public static IEnumerable<RoundRow> Of(BenchmarkResult benchmark)
    {
        var name = benchmark.Name;
        return
        [
            .. benchmark.Ladder is null && benchmark.Agents is null ? benchmark.Comparisons.SelectMany(one => Compared(name, one)) : [],
            .. Ladder(name, "ladder", benchmark.Ladder),
            .. Ladder(name, "bodies", benchmark.Bodies),
            .. Ladder(name, "alternatives", benchmark.Alternatives),
            .. Ladder(name, "agents", benchmark.Agents?.Ways),
            .. Ladder(name, "versions", benchmark.Versions?.Rounds),
            .. benchmark.SideEffects is { } effects ? SideEffectRows.Of(name, effects) : [],
            .. benchmark.RbacCost is { } cost ? RbacCost(name, cost) : [],
            .. benchmark.Headless is { } headless ? headless.Spreads.SelectMany(one => Spread(name, one)) : [],
            .. benchmark.Soak is { } soak ? soak.Windows.Select((one, i) => Window(name, soak, one, i + 1)) : [],
            .. benchmark.Plan is { } plan ? plan.Scenarios.Select(one => Planned(name, one)) : [],
        ];
    }

    /// <summary>A latency in milliseconds by nearest rank; null without any.</summary>
    public static double? Quantile(LatencyCounts latencies, double quantile)
    {
        var rank = (long)Math.Ceiling(quantile * latencies.Total);
        for (var i = 0; i < latencies.Pairs.Count; i += 2)
        {
            rank -= latencies.Pairs[i + 1];
            if (rank <= 0)
                return latencies.Pairs[i] / 1000.0;
        }

        return null;
    }

    private static IEnumerable<RoundRow> Compared(string name, Comparison compared) =>
        from route in new[] { compared.Proxied, compared.Direct }
        from round in route.Rounds.Index()
        select new RoundRow(name, "ways", route.Route)
        {
            Connections = route.Connections,
            Block = round.Index + 1,
            Seconds = round.Item.Seconds,
            Requests = round.Item.Requests,
            Errors = round.Item.Errors,
            RequestsPerSecond = round.Item.RequestsPerSecond,
        };

    private static IEnumerable<RoundRow> Ladder(string name, string part, LadderResult? ladder)
    {
        if (ladder is null)
            return [];
        var counted = from cell in ladder.Cells
                      from round in cell.Rounds
                      select Row(cell.Rung, cell.Connections, round, round.Invalid) with { BodyBytes = cell.BodyBytes };
        var disturbed = ladder.Disturbed.Select(one => Row(one.Rung, one.Connections, one.Round, one.Disturbance));
        return counted.Concat(disturbed);

        RoundRow Row(string rung, int connections, LadderRound round, string? invalid) => new(name, part, rung)
        {
            Connections = connections,
            Block = round.Block,
            Place = round.Place,
            Seconds = round.Seconds,
            Requests = round.Requests,
            Errors = round.Errors,
            RequestsPerSecond = round.RequestsPerSecond,
            P50 = round.Requests > 0 ? round.P50 : null,
            P99 = round.Requests > 0 ? round.P99 : null,
            Invalid = invalid,
        };
    }

    private static IEnumerable<RoundRow> RbacCost(string name, RbacCostResult cost) =>
        from step in cost.Steps
        from round in step.Rounds
        let size = step.IsRemoved ? "all removed again" : FormattableString.Invariant($"{step.Size} of each")
        select new RoundRow(name, "rbac-cost", $"{EnumWord.Of(round.Call)}, {round.Growth ?? "control"}, {size}")
        {
            Block = round.Block,
            Place = round.Place,
            Requests = round.Latencies.Total,
            Errors = round.Errors.Values.Sum(),
            P50 = Quantile(round.Latencies, 0.5),
            P99 = Quantile(round.Latencies, 0.99),
            Invalid = round.Invalid,
        };

    private static IEnumerable<RoundRow> Spread(string name, HeadlessSpread spread) => spread.Rounds.Select((round, i) =>
        new RoundRow(name, "headless", spread.Way)
        {
            Connections = spread.InFlight,
            Block = i + 1,
            Seconds = round.Seconds,
            Requests = round.Pods.Values.Sum(),
            Errors = round.Errors.Values.Sum(),
            RequestsPerSecond = round.Seconds > 0 ? round.Pods.Values.Sum() / round.Seconds : null,
            P50 = Quantile(round.Latencies, 0.5),
            P99 = Quantile(round.Latencies, 0.99),
            Invalid = round.Invalid,
        });

    private static RoundRow Window(string name, SoakResult soak, SoakWindow window, int number) => new(name, "soak", "proxy")
    {
        AskedPerSecond = soak.Rate,
        Block = number,
        Seconds = window.Seconds,
        Requests = window.Requests,
        Errors = window.Errors.Values.Sum(),
        RequestsPerSecond = window.RequestsPerSecond,
        P50 = window.P50,
        P99 = window.P99,
        Invalid = window.Invalid,
    };

    private static RoundRow Planned(string name, PlannedFigures one) => new(name, "plan", one.Scenario)
    {
        Seconds = one.Seconds,
        Requests = one.Requests,
        Errors = one.Errors.Values.Sum(),
        RequestsPerSecond = one.RequestsPerSecond,
        P50 = one.Requests > 0 ? one.Latency.P50 : null,
        P99 = one.Requests > 0 ? one.Latency.P99 : null,
        Invalid = one.Disturbed ?? one.Invalid,
    };
}
