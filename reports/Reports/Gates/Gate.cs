using Harness.Reports.Headlines;
using Harness.Reports.History;
using Harness.Results;

namespace Harness.Reports.Gates;

/// <summary>What a run has to hold against earlier runs. Read from a file by <see cref="GateFile"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rules">What it demands of figures.</param>
/// <param name="Claims">What it allows of claims; null for whatever they are.</param>
/// <param name="AllowsUndecided">Whether what is undecided lets the run through; it is listed all the same.</param>
public sealed record Gate(string Name, IReadOnlyList<GateRule> Rules, ClaimBudget? Claims, bool AllowsUndecided)
{
    /// <summary>Judges a run by the runs before it on the same class of machine.</summary>
    /// <param name="report">The run.</param>
    /// <param name="history">The runs beside it; it may be among them.</param>
    public GateResult Judge(RunReport report, RunHistory history)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(history);
        var earlier = history.Before(report).Runs;
        var asked = Rules.SelectMany(rule => GateSubjects.Of(rule, report, earlier)).DistinctBy(one => (one.Figure?.Id, one.Rule)).ToList();
        var judge = new FigureJudge(report, earlier, asked.Count(one => one.Figure is not null));
        var results = asked.Select(judge.Of).Concat(Claims is { } budget ? [ClaimJudge.Of(budget, report)] : []);
        return new GateResult(Name, AllowsUndecided, [.. Whole(report).Concat(results).OrderBy(Order)]);
    }

    /// <summary>What a run did not get to may be what would have tripped: one that did not end says nothing for certain.</summary>
    private static IEnumerable<GateRuleResult> Whole(RunReport report) => report.IsComplete ? [] :
    [
        new GateRuleResult
        {
            Subject = "run",
            Outcome = GateOutcome.Undecided,
            Why = $"it did not run to its end ({(report.State == RunState.Running ? "it is still going on, or ended without saying so"
                : PrintableText.Line(report.StateReason ?? "no reason is known"))}), so that what it lacks is not known",
        },
    ];

    private static int Order(GateRuleResult result) => result.Outcome switch
    {
        GateOutcome.Tripped => 0,
        GateOutcome.Undecided => 1,
        _ => 2,
    };
}
