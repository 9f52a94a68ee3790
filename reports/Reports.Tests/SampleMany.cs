using Harness.Results;

namespace Harness.Reports.Tests;

/// <summary>What a run has far too much of.</summary>
public enum ManyKind
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>10,000 scenarios that passed.</summary>
    Scenarios,

    /// <summary>10,000 scenarios that failed, with evidence.</summary>
    Failures,

    /// <summary>Matrices with 100,000 cells.</summary>
    Cells,

    /// <summary>Evidence of 3 MB in one line, and as much in many.</summary>
    Evidence,

    /// <summary>A claim for each of 2,000 scenarios.</summary>
    Claims,

    /// <summary>Files of 10,000 scenarios.</summary>
    Attachments,
}

/// <summary>The rich run with too much of one thing.</summary>
internal static class SampleMany
{
    private static readonly ScenarioResult Passed = SampleScenarios.Rich[0];

    public static RunResults Of(ManyKind kind) => SampleRun.Rich with { Scenarios = [.. SampleScenarios.Rich, .. Scenarios(kind)] };

    private static IEnumerable<ScenarioResult> Scenarios(ManyKind kind) => kind switch
    {
        ManyKind.Scenarios => Made(10_000, one => one),
        ManyKind.Failures => Made(10_000, one => one with
        {
            Outcome = ScenarioOutcome.Failed,
            Reason = "it | is\nnot",
            Observations = [new Observation(one.Name, "a | b", "`c`", false, "```\nlong | evidence\n```")],
        }),
        ManyKind.Cells => Made(1_000, one => one with
        {
            Cells = [.. Enumerable.Range(0, 100).Select(i => new MatrixCell("Cells", one.Name, $"column | {i}", "allowed", "allowed"))],
        }),
        ManyKind.Evidence => Made(2, one => one with
        {
            Outcome = ScenarioOutcome.Failed,
            Reason = new string('x', 3_000_000),
            Observations =
            [
                new Observation("one line", "", "", false, new string('`', 3_000_000)),
                new Observation("many lines", "", "", false, string.Join('\n', Enumerable.Repeat("a | line", 300_000))),
            ],
        }),
        ManyKind.Claims => Made(2_000, one => one with { Claims = [$"C{one.Name}"] }),
        ManyKind.Attachments => Made(10_000, one => one with
        {
            Attachments = [new Attachment("a ] file", $"attachments/{one.Name}/a b.txt")],
        }),
        _ => [],
    };

    private static IEnumerable<ScenarioResult> Made(int count, Func<ScenarioResult, ScenarioResult> change) =>
        Enumerable.Range(0, count).Select(i => change(Passed with { Name = $"Many.Scenario_{i}", Title = $"The scenario {i}" }));
}
