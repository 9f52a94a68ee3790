using Harness.Reports.Headlines;
using Harness.Reports.History;
using Harness.Reports.Measured;
using Harness.Reports.Summary;
using Harness.Results;

namespace Harness.Reports.Tests.History;

/// <summary>Runs of one night after the other.</summary>
internal static class Nights
{
    public const string Ratio = "ratio/direct-over-proxy/all";

    private static readonly DateTimeOffset First = new(2026, 1, 1, 2, 0, 0, TimeSpan.Zero);

    /// <summary>The report of a night, with figures.</summary>
    public static RunReport Of(int night, params HeadlineFigure[] figures) => new()
    {
        Run = NameOf(night),
        State = RunState.Complete,
        Started = First.AddDays(night),
        Finished = First.AddDays(night).AddMinutes(45),
        Command = "./run.sh bench --profile nightly",
        HarnessVersion = "0.1.0",
        GitCommit = $"{night:x7}",
        Host = new HostClass("AMD EPYC", 8, 32, null),
        Cluster = new ReportedCluster("offline", "v1.36.3"),
        Verdict = OverallVerdict.AsExpected,
        Headline = "As expected: 59 scenarios passed",
        Scenarios = new ScenarioCounts(59, 0, 0, 0),
        Claims = [new ReportedClaim("C1", "services are open", ClaimStanding.Proven, null)],
        AccessCells = new AccessCells(1194, 1194),
        Figures = figures,
        Controls = new ControlAlarms(2, 0),
    };

    public static string NameOf(int night) => $"{First.AddDays(night):yyyyMMdd'T'HHmmss'Z'}-{night:x6}";

    /// <summary>The ratio of a night, by its rounds.</summary>
    public static HeadlineFigure Figure(params double[] rounds) => new FigureMaker("nightly: hello-app")
        .Of(Ratio, "direct over proxy", "×", FigureDirection.Lower, rounds, null);

    /// <summary>Rounds about a value, alternating by one per cent: their mean is it.</summary>
    public static double[] Around(double value, int rounds = 8) =>
        [.. Enumerable.Range(0, rounds).Select(round => value * (round % 2 == 0 ? 1.01 : 1 / 1.01))];

    /// <summary>Nights with the values, each scattering by about a per cent from the next.</summary>
    public static IReadOnlyList<RunReport> Steady(int count, double value = 20, int from = 0) =>
        [.. Enumerable.Range(from, count).Select(night => Of(night, Figure(Around(value * (1 + (0.01 * Math.Sin(night * 2.4)))))))];

    public static RunHistory History(params IEnumerable<RunReport> runs) => new([.. runs], []);
}
