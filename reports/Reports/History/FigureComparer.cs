using Harness.Reports.Measured;
using Harness.Reports.Statistics;
using Harness.Results;
using MathNet.Numerics.Distributions;

namespace Harness.Reports.History;

/// <summary>Compares a figure in two runs.</summary>
/// <param name="margin">Share by which a figure may differ and still counts as the same.</param>
internal sealed class FigureComparer(double margin)
{
    private const int Seed = 1;

    /// <summary>Compares.</summary>
    /// <param name="before">In the one run; null where it was not measured.</param>
    /// <param name="after">In the other; null where it was not measured.</param>
    /// <param name="scatter">How far it scatters from run to run; null where that is not known.</param>
    public FigureComparison Of(HeadlineFigure? before, HeadlineFigure? after, RunScatter? scatter)
    {
        var open = new FigureComparison(before, after, FigureVerdict.Inconclusive);
        if (Obstacle(before, after) is { } why)
            return open with { Why = why };
        if (Difference(before!, after!, scatter) is not { } difference)
            return open with { Why = "one value of each run, and too few earlier runs to know how far it scatters" };
        return open with
        {
            Verdict = Judge(difference, after!.Better),
            Change = new Interval(Math.Exp(difference.Estimate), Math.Exp(difference.Low), Math.Exp(difference.High)),
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

    private static Interval? Difference(HeadlineFigure before, HeadlineFigure after, RunScatter? scatter)
    {
        var own = ByRounds(before, after) ?? ByBounds(before, after);
        if (scatter is null)
            return own;
        // Two runs of the same differ by so much; what these two measured within themselves may be more.
        var reach = SmallSample.Student(RunComparison.Confidence, scatter.Freedom) * Math.Sqrt(2 * scatter.Variance);
        var estimate = own?.Estimate ?? Quotient(before, after);
        return new Interval(
            estimate, Math.Min(estimate - reach, own?.Low ?? estimate), Math.Max(estimate + reach, own?.High ?? estimate));
    }

    private static Interval? ByRounds(HeadlineFigure before, HeadlineFigure after) => TwoSampleBootstrap.Difference(
        new LogSample(after.Rounds), new LogSample(before.Rounds), Seed, RunComparison.Confidence)?[0];

    /// <summary>Where one has no rounds: by the bounds that its own run gave.</summary>
    private static Interval? ByBounds(HeadlineFigure before, HeadlineFigure after)
    {
        var variance = new[] { before, after }.Sum(figure => new FigurePoint(null!, figure).Variance);
        if (double.IsNaN(variance))
            return null;
        var (estimate, reach) = (Quotient(before, after), Normal.InvCDF(0, 1, (1 + RunComparison.Confidence) / 2) * Math.Sqrt(variance));
        return new Interval(estimate, estimate - reach, estimate + reach);
    }

    private static double Quotient(HeadlineFigure before, HeadlineFigure after) => Math.Log(after.Value!.Value / before.Value!.Value);

    private FigureVerdict Judge(Interval difference, FigureDirection better)
    {
        var beyond = -Math.Log(1 - margin);
        var (more, less) = better switch
        {
            FigureDirection.Higher => (FigureVerdict.Better, FigureVerdict.Worse),
            FigureDirection.Lower => (FigureVerdict.Worse, FigureVerdict.Better),
            _ => (FigureVerdict.Changed, FigureVerdict.Changed),
        };
        return difference.Low > 0 && difference.Estimate > beyond ? more
            : difference.High < 0 && difference.Estimate < -beyond ? less
            : difference.Low >= -beyond && difference.High <= beyond ? FigureVerdict.Same
            : FigureVerdict.Inconclusive;
    }
}
