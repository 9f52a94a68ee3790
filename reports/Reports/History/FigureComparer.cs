using Harness.Reports.Headlines;
using Harness.Reports.Statistics;
using Harness.Results;

namespace Harness.Reports.History;

/// <summary>Compares a figure in two runs.</summary>
/// <param name="margin">Share by which a figure may differ and still counts as the same.</param>
internal sealed class FigureComparer(double margin)
{
    private const int Seed = 1;

    /// <summary>Certain, as reported, and likely: as the ladder of benchmarks decides.</summary>
    private static readonly double[] Confidences = [0.99, 0.95, 0.90];

    /// <summary>Compares.</summary>
    /// <param name="before">In the one run; null where it was not measured.</param>
    /// <param name="after">In the other; null where it was not measured.</param>
    /// <param name="scatter">How far it scatters from run to run; null where that is not known.</param>
    public FigureComparison Of(HeadlineFigure? before, HeadlineFigure? after, RunScatter? scatter)
    {
        var open = new FigureComparison(before, after, FigureVerdict.Inconclusive);
        if (Obstacle(before, after) is { } why)
            return open with { Why = why };
        if (Differences(before!, after!, scatter) is not [var certain, var told, var likely])
            return open with { Why = "one value of each run, and too few earlier runs to know how far it scatters" };
        return open with
        {
            Verdict = Judge(certain, likely, after!.Better),
            Change = Ratio(told),
            HoldsScatterOfRuns = scatter is not null,
        };
    }

    private static string? Obstacle(HeadlineFigure? before, HeadlineFigure? after) => (before, after) switch
    {
        (null, _) => "not measured before",
        (_, null) => "not measured any more",
        ({ } one, { } other) when !one.IsLike(other) => $"not of the same: {one.Benchmark} before, {other.Benchmark} after",
        ({ Counts: false } one, _) => $"it did not count before: {one.Doubt ?? "no value"}",
        (_, { Counts: false } other) => $"it does not count: {other.Doubt ?? "no value"}",
        _ => null,
    };

    private static IReadOnlyList<Interval>? Differences(HeadlineFigure before, HeadlineFigure after, RunScatter? scatter)
    {
        var (estimate, own) = Own(before, after);
        if (scatter is null)
            return own;
        // Two runs of the same differ by so much; what these two measured within themselves may be more.
        var spread = Math.Sqrt(2 * scatter.Variance);
        return [.. Confidences.Select((confidence, i) =>
        {
            var reach = LogSample.Student(confidence, scatter.Freedom) * spread;
            return new Interval(
                estimate, Math.Min(estimate - reach, own?[i].Low ?? estimate), Math.Max(estimate + reach, own?[i].High ?? estimate));
        })];
    }

    /// <summary>By the rounds of both; where one has none, by the bounds that its own run gave.</summary>
    private static (double Estimate, IReadOnlyList<Interval>? Intervals) Own(HeadlineFigure before, HeadlineFigure after)
    {
        if (TwoSampleBootstrap.Difference(new LogSample(after.Rounds), new LogSample(before.Rounds), Seed, Confidences) is { } drawn)
            return (drawn[0].Estimate, drawn);
        var estimate = Math.Log(after.Value!.Value / before.Value!.Value);
        var variance = new[] { before, after }.Sum(figure => new FigurePoint(null!, figure).Variance);
        return double.IsNaN(variance)
            ? (estimate, null)
            : (estimate, [.. Confidences.Select(confidence =>
            {
                var reach = MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, (1 + confidence) / 2) * Math.Sqrt(variance);
                return new Interval(estimate, estimate - reach, estimate + reach);
            })]);
    }

    private FigureVerdict Judge(Interval certain, Interval likely, FigureDirection better)
    {
        var beyond = -Math.Log(1 - margin);
        var (more, less) = better == FigureDirection.Higher
            ? (FigureVerdict.Better, FigureVerdict.Worse)
            : (FigureVerdict.Worse, FigureVerdict.Better);
        return certain.Low > 0 && certain.Estimate > beyond ? more
            : certain.High < 0 && certain.Estimate < -beyond ? less
            : likely.Low >= -beyond && likely.High <= beyond ? FigureVerdict.Same
            : FigureVerdict.Inconclusive;
    }

    private static Interval Ratio(Interval logs) => new(Math.Exp(logs.Estimate), Math.Exp(logs.Low), Math.Exp(logs.High));
}
