using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Measured;

/// <summary>The figures of a run that are followed from run to run.</summary>
internal static class HeadlineFigures
{
    /// <summary>All of them, in the order of measuring; each id once.</summary>
    /// <remarks>
    /// Two Kubernetes versions side by side are left out: which two is different each time. So is a soak's drift: it is about nothing, and
    /// a ratio of two nothings says nothing.
    /// </remarks>
    public static IReadOnlyList<HeadlineFigure> Of(RunResults results)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. results.Benchmarks.SelectMany(Of).Select(Once)];

        HeadlineFigure Once(HeadlineFigure figure)
        {
            var times = seen[figure.Id] = seen.GetValueOrDefault(figure.Id) + 1;
            return times == 1 ? figure : figure with { Id = FigureId.Of([.. figure.Id.Split('/'), times]) };
        }
    }

    /// <summary>Those of one benchmark.</summary>
    public static IReadOnlyList<HeadlineFigure> Of(BenchmarkResult benchmark)
    {
        var make = new FigureMaker($"{benchmark.Name}: {benchmark.Target}");
        return
        [
            .. benchmark.Ladder is null && benchmark.Agents is null && benchmark.ComparesWays
                ? benchmark.Comparisons.SelectMany(one => Compared(make, benchmark.Name, one)) : [],
            .. benchmark.Ladder is { } ladder ? LadderHeadlines.Of(make, "ladder", ladder) : [],
            .. benchmark.Bodies is { } bodies ? LadderHeadlines.Of(make, "bodies", bodies) : [],
            .. benchmark.Alternatives is { } ways ? LadderHeadlines.Of(make, "alternatives", ways) : [],
            .. benchmark.Agents is { } agents ? LadderHeadlines.Of(make, "agents", agents.Ways) : [],
            .. benchmark.SideEffects is { } effects ? SideEffects(make, effects) : [],
            .. benchmark.RbacCost is { } cost ? RbacCost(make, cost) : [],
            .. benchmark.Soak is { } soak ? Soak(make, soak) : [],
            .. benchmark.Plan is { } plan ? plan.Scenarios.SelectMany(one => Planned(make, one)) : [],
            .. (benchmark.Micro ?? []).Select(one => Micro(make, one)),
        ];
    }

    private static IEnumerable<HeadlineFigure> Compared(FigureMaker make, string name, Comparison compared)
    {
        var at = Figures.Counted(compared.Connections, "connection");
        foreach (var route in new[] { compared.Proxied, compared.Direct })
        {
            var doubt = FigureMaker.Survivors(route.Errors.Values.Sum(), route.Requests);
            yield return make.Of(
                FigureId.Of(name, route.Route, compared.Connections, "requests-per-second"),
                $"{name}, {route.Route}, {at}: requests per second",
                "requests/s", FigureDirection.Higher, route.Rounds.Select(round => round.RequestsPerSecond), null);
            yield return make.Of(
                FigureId.Of(name, route.Route, compared.Connections, "p50"), $"{name}, {route.Route}, {at}: p50",
                "ms", FigureDirection.Lower, route.Latency.P50, null, doubt);
        }

        yield return make.Of(
            FigureId.Of(name, "direct-over-proxied", compared.Connections),
            $"{name}, direct over proxied, {at}: times as many requests per second", "×", FigureDirection.Lower,
            compared.Direct.Rounds.Zip(compared.Proxied.Rounds, (direct, proxied) => direct.RequestsPerSecond / proxied.RequestsPerSecond),
            null);
    }

    private static IEnumerable<HeadlineFigure> SideEffects(FigureMaker make, SideEffectsResult measured)
    {
        yield return Safe("safe-rate", "safe rate", measured.SafeRate);
        if (measured.SafeRateOfMedians is { } medians)
            yield return Safe("safe-rate-of-medians", "safe rate by medians alone", medians);
        yield return make.Of(
            FigureId.Of("side-effects", "capacity"), "capacity of the proxy beside ordinary calls", "requests/s", FigureDirection.Higher,
            measured.Capacity.Rounds.Select(round => round.RequestsPerSecond), null);

        HeadlineFigure Safe(string id, string title, SafeRate rate) => make.Of(
            FigureId.Of("side-effects", id), title, "requests/s", FigureDirection.Higher, rate.RequestsPerSecond ?? double.NaN,
            rate is { RequestsPerSecond: { } estimate, Low: { } low, High: { } high } ? new Interval(estimate, low, high) : null,
            rate.Kind switch
            {
                SafeRateKind.Measured => null,
                SafeRateKind.Below => "only an upper bound is known: the lowest load is beyond it already",
                SafeRateKind.AtLeast => "only a lower bound is known: no load reached it",
                _ => rate.Reason ?? "undecided",
            });
    }

    private static IEnumerable<HeadlineFigure> RbacCost(FigureMaker make, RbacCostResult measured) =>
        from step in measured.Steps
        where !step.IsRemoved
        from cell in step.Cells
        where cell.Growth is not null
        select make.Of(
            FigureId.Of("rbac-cost", cell.Growth!, cell.Call, step.Size, "times"),
            $"{cell.Call} call with {Figures.Count(step.Size)} {cell.Growth}: times of the control", "×", FigureDirection.Lower,
            cell.Times?.Estimate ?? double.NaN, cell.Times, null);

    private static IEnumerable<HeadlineFigure> Soak(FigureMaker make, SoakResult soak)
    {
        var windows = soak.Windows.Where(window => window.Invalid is null).ToList();
        var doubt = FigureMaker.Invalid(soak.Windows.Count - windows.Count, soak.Windows.Count)
            ?? FigureMaker.Survivors(windows.Sum(window => window.Errors.Values.Sum()), windows.Sum(window => window.Requests));
        yield return make.Of(
            FigureId.Of("soak", "p50"), "soak: p50", "ms", FigureDirection.Lower, windows.Select(one => one.P50 ?? double.NaN), doubt);
        yield return make.Of(
            FigureId.Of("soak", "p99"), "soak: p99", "ms", FigureDirection.Lower, windows.Select(one => one.P99 ?? double.NaN), doubt);
    }

    private static IEnumerable<HeadlineFigure> Planned(FigureMaker make, PlannedFigures one)
    {
        var invalid = one.Disturbed ?? one.Invalid;
        var doubt = invalid ?? FigureMaker.Survivors(one.Errors.Values.Sum(), one.Requests);
        yield return make.Of(
            FigureId.Of("plan", one.Scenario, "requests-per-second"), $"{one.Scenario}: requests per second", "requests/s",
            FigureDirection.Higher, one.RequestsPerSecond, null, invalid);
        yield return make.Of(
            FigureId.Of("plan", one.Scenario, "p50"), $"{one.Scenario}: p50", "ms", FigureDirection.Lower, one.Latency.P50, null, doubt);
        yield return make.Of(
            FigureId.Of("plan", one.Scenario, "p99"), $"{one.Scenario}: p99", "ms", FigureDirection.Lower, one.Latency.P99, null, doubt);
    }

    private static HeadlineFigure Micro(FigureMaker make, MicroFigures one) => make.Of(
        FigureId.Of("micro", one.Group, one.Name), $"{one.Group}: {one.Name}", "ns", FigureDirection.Lower, one.Iterations,
        one.MeanNanoseconds is null ? "it failed" : null);
}
