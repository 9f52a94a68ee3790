using Harness.Reports.Headlines;
using Harness.Reports.History;
using Harness.Reports.Measured;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Gates;

/// <summary>Holds figures of a run against those of earlier runs.</summary>
/// <param name="report">The run.</param>
/// <param name="earlier">Earlier runs that it may be held against, oldest first.</param>
/// <param name="asked">How many figures are judged together: the more, the surer each has to be.</param>
internal sealed class FigureJudge(RunReport report, IReadOnlyList<RunReport> earlier, int asked)
{
    /// <summary>The verdict on a figure.</summary>
    public GateRuleResult Of(GateSubject subject)
    {
        var (rule, figure) = subject;
        var open = new GateRuleResult
        {
            Subject = figure?.Id ?? rule.Figure,
            Outcome = GateOutcome.Undecided,
            Why = "",
            Margin = rule.Margin,
        };
        if (figure is null)
            return open with { Why = $"no figure of {report.Run}, or of the runs before it, is called so" };
        var current = report.Find(figure.Id);
        if (current is null)
            return open with { Why = $"{report.Run} has not measured it, and a run before it has" };
        if (Obstacle(current, rule) is { } obstacle)
            return open with { Why = obstacle };
        var nights = FigurePoint.Of(earlier, current, rule.LeastRounds);
        return nights.Count < rule.LeastHistory
            ? open with
            {
                Why = $"{Nights(nights.Count)} known with this figure on such a machine, and {Figures.Count(rule.LeastHistory)} needed",
            }
            : Judge(open, rule, current, [.. nights, new FigurePoint(report, current)]);
    }

    private static string? Obstacle(HeadlineFigure current, GateRule rule) =>
        !current.Counts ? $"it does not count: {current.Doubt ?? "it has no value"}"
        : !FigurePoint.IsUsable(current, rule.LeastRounds)
            ? $"{Figures.Counted(current.Rounds.Count, "round")} measured, and {Figures.Count(rule.LeastRounds)} needed"
        : null;

    private GateRuleResult Judge(GateRuleResult open, GateRule rule, HeadlineFigure current, IReadOnlyList<FigurePoint> nights)
    {
        var isEither = rule.Direction == GateDirection.Either || current.Better == FigureDirection.Neither;
        var alpha = NightTest.Alpha / Math.Max(1, asked) / (isEither ? 2 : 1);
        var tests = NightTest.Of(nights, rule.LeastHistory).Select(test => (Test: test, Reach: test.Reach(alpha))).ToList();
        if (tests.Count == 0)
            return open with { Why = $"it changed too often: no {Figures.Count(rule.LeastHistory)} earlier runs in a row are alike" };
        var tripped = tests.Where(one => Trips(Size(one.Test.Difference), one.Reach, rule)).ToList();
        if (tripped.Count > 0)
        {
            var (test, reach) = tripped.MaxBy(one => Math.Abs(one.Test.Difference) - one.Reach);
            return Told(open, test, reach, alpha) with
            {
                Outcome = GateOutcome.Tripped,
                Why = $"{Change(test, reach)}, beyond the margin of {Percent(rule.Margin)}",
            };
        }

        var (tightest, least) = tests.MinBy(one => one.Reach);
        return Told(open, tightest, least, alpha) with
        {
            Outcome = Seen(least) > 2 * rule.Margin ? GateOutcome.Undecided : GateOutcome.Passed,
            Why = Seen(least) > 2 * rule.Margin
                ? $"it scatters too much for so few runs: {Change(tightest, least)}, and only a change of more than "
                    + $"{Percent(Seen(least))} would be seen"
                : $"{Change(tightest, least)}",
        };

        double Size(double difference) => isEither ? Math.Abs(difference)
            : current.Better == FigureDirection.Lower ? difference : -difference;
    }

    /// <summary>Only where the interval excludes that nothing changed, and the estimate is beyond the margin.</summary>
    private static bool Trips(double size, double reach, GateRule rule) => size > reach && size > -Math.Log(1 - rule.Margin);

    private static GateRuleResult Told(GateRuleResult open, NightTest test, double reach, double alpha) => open with
    {
        Change = new Interval(Math.Exp(test.Difference), Math.Exp(test.Difference - reach), Math.Exp(test.Difference + reach)),
        Confidence = 1 - (2 * alpha),
        Runs = [.. test.Recent.Select(night => night.Run.Run)],
        ComparedWith = [.. test.Baseline.Select(night => night.Run.Run)],
    };

    private static string Change(NightTest test, double reach)
    {
        var (low, high) = (Math.Exp(test.Difference - reach), Math.Exp(test.Difference + reach));
        var recent = test.Recent.Count == 1 ? "this run" : $"the last {Figures.Count(test.Recent.Count)} runs, this one included,";
        return $"{recent} {(test.Recent.Count == 1 ? "is" : "are")} at {Times(Math.Exp(test.Difference))} "
            + $"[{Times(low)}, {Times(high)}] times the {Nights(test.Baseline.Count)} "
            + $"from {test.Baseline[0].Run.Run} to {test.Baseline[^1].Run.Run}";
    }

    private static double Seen(double reach) => Math.Exp(reach) - 1;

    private static string Nights(int count) => Figures.Counted(count, "earlier run");

    private static string Times(double ratio) => ratio.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture);

    private static string Percent(double share) => $"{Figures.Number(share * 100)} %";
}
