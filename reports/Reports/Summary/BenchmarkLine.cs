using Harness.Reports.Measured;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Summary;

/// <summary>A benchmark in one sentence.</summary>
internal static class BenchmarkLine
{
    private const string Proxy = "proxy";

    /// <summary>
    /// The safe rate where it was measured; then one sentence for each benchmark that compared anything, with its name if there are
    /// several; last, the alternatives side by side, what authorization costs, and the program's own operations.
    /// </summary>
    public static IReadOnlyList<string> ForEach(IReadOnlyList<BenchmarkResult> benchmarks)
    {
        var comparing = benchmarks.Where(benchmark => benchmark.ComparesWays).ToList();
        return
        [
            .. benchmarks.Select(benchmark => benchmark.SideEffects).OfType<SideEffectsResult>().Select(SafeRateText.Line),
            .. comparing.Where(benchmark => benchmark.Comparisons.Count > 0 || benchmark.Ladder is { Cells.Count: > 0 })
                .Select(benchmark => comparing.Count > 1 ? $"{benchmark.Name}: {Of(benchmark)}" : Of(benchmark)),
            .. benchmarks.Select(benchmark => benchmark.Soak).OfType<SoakResult>().Select(SoakText.Line),
            .. benchmarks.Select(benchmark => benchmark.Versions).OfType<VersionComparison>().Select(Of),
            .. benchmarks.Select(benchmark => benchmark.Plan).OfType<PlanResult>().SelectMany(plan => plan.Scenarios).Select(Of),
            .. comparing.Select(benchmark => benchmark.Alternatives).OfType<LadderResult>()
                .Where(ways => ways.Cells.Count > 0).Select(Ways),
            .. benchmarks.Select(benchmark => benchmark.RbacCost).OfType<RbacCostResult>().Select(RbacCostText.Line).OfType<string>(),
            .. benchmarks.Select(benchmark => benchmark.Headless).OfType<HeadlessResult>().Where(one => one.Spreads.Count > 0).Select(Of),
            .. benchmarks.Where(benchmark => benchmark.Micro is not null).Select(Micro),
        ];
    }

    private static string Micro(BenchmarkResult benchmark)
    {
        var failed = benchmark.Micro!.Count(one => one.MeanNanoseconds is null);
        return $"{Figures.Counted(benchmark.Micro!.Count - failed, "operation")} of the program's own measured"
            + (failed == 0 ? "" : $", {Figures.Count(failed)} failed");
    }

    private static string Of(VersionComparison versions)
    {
        var (a, b) = VersionText.Short(versions);
        var proxy = versions.Rounds.Steps.Where(step => step.Rung == VersionComparison.OnB(Proxy)).MaxBy(step => step.Connections);
        return proxy?.Throughput is { } times
            ? $"the proxy of {b} answers {Figures.Number(times.Estimate)} [{Figures.Number(times.Low)}, {Figures.Number(times.High)}] "
                + $"times as much as that of {a}, at {Figures.Counted(proxy.Connections, "connection")}"
                + (proxy.Verdict is ChangeVerdict.Inconclusive ? ": not decided" : "") + Doubt(versions.Rounds, proxy.Connections)
            : $"{a} and {b}: too little was measured to compare their proxies";
    }

    private static string Of(HeadlessResult headless)
    {
        var spread = headless.Spreads[0];
        var evenness = spread.Evenness is { } test
            ? $"p {Figures.Number(test.P)} that an even choice scatters so much"
            : "evenness not judged";
        var failed = headless.Changes.Sum(change => change.Errors.Values.Sum());
        var calls = headless.Changes.Sum(change => change.Answers);
        return $"{Figures.Counted(spread.Pods.Count, "pod")} of a headless service shared "
            + $"{Figures.Count(spread.Answers)} calls ({evenness})"
            + (headless.Changes.Count == 0 ? ""
                : $"; {Figures.Count(failed)} of {Figures.Count(calls + failed)} failed while they changed");
    }

    private static string Of(PlannedFigures one) =>
        $"{one.Scenario}: {Figures.Number(one.RequestsPerSecond)} requests/s"
        + Latency(Percentiles.Of(one))
        + (one.Errors.Count == 0 ? "" : $", {Figures.Count(one.Errors.Values.Sum())} failed")
        + (one.Exceeded is { } exceeded ? $"; threshold exceeded: {exceeded}" : "")
        + (one.Invalid is { } invalid ? $"; invalid: {invalid}" : "");

    private static string Of(BenchmarkResult benchmark)
    {
        if (benchmark.Comparisons.Count == 0)
            return Alone(benchmark.Ladder!);
        var (comparison, times) = DirectOverProxied.All(benchmark).MaxBy(one => one.Comparison.Connections);
        var at = $"at {Figures.Counted(comparison.Connections, "connection")}";
        return times is null
            ? $"{Silent(comparison)} {at}{Errors(comparison)}"
            : $"{HeadlineCost.Times(times.Figure)} {at} ({Both(comparison)}){Errors(comparison)}{times.Doubt}";
    }

    /// <summary>Where there are fewer rounds than an interval needs, or most of them tell of the load generator or its machine.</summary>
    private static string Doubt(LadderResult measured, int connections)
    {
        var rounds = measured.Cells.Where(cell => cell.Connections == connections).SelectMany(cell => cell.Rounds).ToList();
        var hasTooFew = measured.Steps.Any(step => step.Connections == connections && step.Throughput is null);
        var invalid = rounds.Count(round => round.Invalid is not null);
        return (hasTooFew ? "; fewer rounds than an interval needs" : "")
            + (2 * invalid <= rounds.Count ? ""
                : $"; {Figures.Count(invalid)} of {Figures.Count(rounds.Count)} rounds measured the load generator or its machine");
    }

    /// <summary>Where nothing was compared with the direct way: the proxy, or else the last rung.</summary>
    private static string Alone(LadderResult ladder)
    {
        var rung = ladder.Cells.FirstOrDefault(cell => cell.Rung == Proxy)?.Rung ?? ladder.Cells[^1].Rung;
        var cell = ladder.Cells.Where(one => one.Rung == rung).MaxBy(one => one.Connections)!;
        var failed = cell.Errors.Values.Sum();
        return $"{rung}: {Figures.Number(Median.OrNone([.. cell.Rounds.Select(round => round.RequestsPerSecond)]))} requests/s at "
            + $"{Figures.Counted(cell.Connections, "connection")} (p99 {Milliseconds(Percentiles.Of(cell).P99)})"
            + (failed == 0 ? "" : $"; failed requests: {Figures.Count(failed)}");
    }

    /// <summary>The alternatives, the fastest first; with few connections, as most of them have.</summary>
    private static string Ways(LadderResult ways)
    {
        var connections = ways.Cells.Min(cell => cell.Connections);
        var speeds = from cell in ways.Cells
                     where cell.Connections == connections
                     let perSecond = Median.OrNone([.. cell.Rounds.Select(round => round.RequestsPerSecond)])
                     orderby perSecond descending
                     select $"{cell.Rung} {Figures.Number(perSecond)}";
        return $"requests/s at {Figures.Counted(connections, "connection")}: {string.Join(", ", speeds)}";
    }

    private static string Both(Comparison c) =>
        $"{Figures.Number(c.Direct.RequestsPerSecond)} against {Figures.Number(c.Proxied.RequestsPerSecond)} requests/s; "
        + $"p99 {Milliseconds(Percentiles.Of(c.Direct).P99)} against {Milliseconds(Percentiles.Of(c.Proxied).P99)}";

    private static string Latency(Percentiles latency) => latency.Answered == 0
        ? "" : $", p50 {Milliseconds(latency.P50)}, p99 {Milliseconds(latency.P99)}";

    private static string Milliseconds(string known) => known == Figures.None ? "not known" : $"{known} ms";

    private static string Silent(Comparison c) => (c.Direct.RequestsPerSecond > 0, c.Proxied.RequestsPerSecond > 0) switch
    {
        (true, true) => $"too few rounds for a ratio ({Both(c)})",
        (true, _) => "the proxied route answered no request",
        (_, true) => "the direct route answered no request",
        (false, false) => "neither route answered a request",
    };

    private static string Errors(Comparison c) => (c.Direct.Errors.Values.Sum(), c.Proxied.Errors.Values.Sum()) switch
    {
        (0, 0) => "",
        (var direct, var proxied) => $"; failed requests: {Figures.Count(direct)} direct, {Figures.Count(proxied)} proxied",
    };
}
