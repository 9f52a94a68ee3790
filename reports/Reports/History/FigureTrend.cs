using Harness.Reports.Headlines;
using Harness.Reports.Measured;
using Harness.Reports.Statistics;
using Harness.Results;

namespace Harness.Reports.History;

/// <summary>A figure over the runs.</summary>
/// <param name="figure">The figure, of the last run.</param>
/// <param name="points">The runs in which it counts, oldest first; the last one is the run that it is about.</param>
internal sealed class FigureTrend(HeadlineFigure figure, IReadOnlyList<FigurePoint> points)
{
    /// <summary>Most figures that are drawn: the others are in report.json.</summary>
    public const int MostShown = 24;

    /// <summary>Those that answer what it costs come first; a pattern takes what no pattern before it has taken.</summary>
    private static readonly string[] Order =
    [
        "ratio/direct-over-proxy/all", "ratio/direct-over-proxy/*", "side-effects/safe-rate*", "quick/direct-over-proxied/*",
        "ladder/proxy/all/*", "ladder/proxy/*/requests-per-second", "quick/proxied/*", "agents/*/requests-per-second",
        "ladder/proxy/*/p50", "ladder/proxy/*/p99",
        "side-effects/*", "soak/*", "plan/*", "quick/*", "ratio/*", "alternatives/*/requests-per-second", "rbac-cost/*",
    ];

    // Of all figures of a run, only some are shown.
    private readonly Lazy<IReadOnlyList<int>> _changes = new(() => ChangePoints.Of([.. points.Select(point => point.Log)]));

    /// <summary>The figure, of the last run.</summary>
    public HeadlineFigure Figure => figure;

    /// <summary>The runs in which it counts.</summary>
    public IReadOnlyList<FigurePoint> Points => points;

    /// <summary>Where its mean changes: places of the first runs after a change.</summary>
    public IReadOnlyList<int> Changes => _changes.Value;

    /// <summary>Where the cluster's Kubernetes version is another one than in the run before.</summary>
    public IReadOnlyList<int> Versions { get; } =
        [.. Enumerable.Range(1, points.Count - 1).Where(i => Version(points[i]) != Version(points[i - 1]))];

    /// <summary>The figures of a run that count in it and in a run before it, the foremost first.</summary>
    /// <param name="run">The run.</param>
    /// <param name="earlier">Runs before it on such a machine, oldest first.</param>
    public static IReadOnlyList<FigureTrend> Of(RunReport run, IReadOnlyList<RunReport> earlier) => Of(run.Figures, [.. earlier, run]);

    /// <summary>
    /// The figures that count in at least two runs, the foremost first: each up to the newest run that measured it, since two runs in a row
    /// need not be of the same benchmark.
    /// </summary>
    /// <param name="runs">Runs on such a machine, oldest first.</param>
    public static IReadOnlyList<FigureTrend> OfAll(IReadOnlyList<RunReport> runs) => Of(
        runs.Reverse().SelectMany(run => run.Figures).Where(figure => FigurePoint.IsUsable(figure, 0))
            .DistinctBy(figure => (figure.Id, figure.Benchmark, figure.Unit)),
        runs);

    private static IReadOnlyList<FigureTrend> Of(IEnumerable<HeadlineFigure> figures, IReadOnlyList<RunReport> runs) =>
        [.. from figure in figures
            let place = Array.FindIndex(Order, pattern => FigureId.Matches(pattern, figure.Id))
            where place >= 0 && FigurePoint.IsUsable(figure, 0)
            orderby place
            let points = FigurePoint.Of(runs, figure)
            where points.Count > 1
            select new FigureTrend(figure, points)];

    /// <summary>Median of the earlier runs.</summary>
    public double Before => Median.Of(Points.SkipLast(1).Select(point => point.Figure.Value!.Value));

    private static string? Version(FigurePoint point) => point.Run.Cluster?.KubernetesVersion;
}
