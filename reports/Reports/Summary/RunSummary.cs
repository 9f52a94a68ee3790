using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Summary;

/// <summary>A run in a few figures and sentences, for the terminal and for the head of a report.</summary>
public sealed record RunSummary
{
    private readonly IReadOnlyList<PlanResult> _plans;
    private readonly bool _agentsUndecided;

    private RunSummary(RunResults results)
    {
        Passed = Count(results, ScenarioOutcome.Passed);
        Failed = Count(results, ScenarioOutcome.Failed);
        Skipped = Count(results, ScenarioOutcome.Skipped);
        Undecided = Count(results, ScenarioOutcome.Undecided);
        IsPartial = results.Manifest.State != RunState.Complete;
        Claims = ClaimVerdict.All(results);
        BenchmarkLines = BenchmarkLine.ForEach(results.Benchmarks);
        _plans = [.. results.Benchmarks.Select(benchmark => benchmark.Plan).OfType<PlanResult>()];
        _agentsUndecided = results.Benchmarks.Any(benchmark => benchmark.Agents is { IsUndecided: true });
    }

    /// <summary>Scenarios whose observations were as expected.</summary>
    public int Passed { get; }

    /// <summary>Scenarios whose observations differed.</summary>
    public int Failed { get; }

    /// <summary>Scenarios that were skipped, each for a reason.</summary>
    public int Skipped { get; }

    /// <summary>Scenarios that could not be decided.</summary>
    public int Undecided { get; }

    /// <summary>All scenarios.</summary>
    public int Scenarios => Passed + Failed + Skipped + Undecided;

    /// <summary>Whether the run did not complete.</summary>
    public bool IsPartial { get; }

    /// <summary>The verdict on every claim.</summary>
    public IReadOnlyList<ClaimVerdict> Claims { get; }

    /// <summary>Claims that scenarios proved.</summary>
    public int ClaimsProven => Claims.Count(claim => claim.Standing == ClaimStanding.Proven);

    /// <summary>Claims that scenarios of this run name, but for those that were skipped.</summary>
    public int ClaimsTried => Claims.Count(claim => claim.Scenarios.Count > 0 && claim.Standing != ClaimStanding.Skipped);

    /// <summary>One sentence for each benchmark with a result.</summary>
    public IReadOnlyList<string> BenchmarkLines { get; }

    /// <summary>What the run says.</summary>
    public OverallVerdict Verdict =>
        Failed > 0 || _plans.Any(plan => plan.IsExceeded) ? OverallVerdict.Failed
        : IsPartial || Undecided > 0 || _plans.Any(plan => plan.IsUndecided) || _agentsUndecided ? OverallVerdict.Undecided
        : Passed > 0 ? OverallVerdict.AsExpected
        : OverallVerdict.NothingJudged;

    /// <summary>The verdict in words, e.g. <c>Failed: 1 of 12 scenarios</c>.</summary>
    public string Headline => Verdict switch
    {
        OverallVerdict.Failed when Failed == 0 => "Failed: a threshold of the load plan was exceeded",
        OverallVerdict.Failed => $"Failed: {Figures.Count(Failed)} of {Figures.Counted(Scenarios, "scenario")}",
        OverallVerdict.Undecided when Undecided > 0 =>
            $"Undecided: {Figures.Count(Undecided)} of {Figures.Counted(Scenarios, "scenario")} could not be decided",
        OverallVerdict.Undecided when !IsPartial && _agentsUndecided =>
            "Undecided: a round was given up as agents were lost, or too few rounds were measured",
        OverallVerdict.Undecided when !IsPartial && _plans.Any(plan => plan.Scenarios.Any(one => one.MissesItsRate)) =>
            "Undecided: the load generator did not reach a rate that the load plan asks for",
        OverallVerdict.Undecided when !IsPartial => "Undecided: thresholds could not be judged, as the load generator was the bottleneck",
        OverallVerdict.Undecided => "Undecided: the run did not complete",
        OverallVerdict.AsExpected when Skipped == 0 => $"As expected: {Figures.Counted(Passed, "scenario")} passed",
        OverallVerdict.AsExpected =>
            $"As expected: {Figures.Counted(Passed, "scenario")} passed, {Figures.Count(Skipped)} skipped",
        _ when BenchmarkLines.Count > 0 => "Measured: benchmarks only, no scenario judged anything",
        _ => "Nothing judged: no scenario ran",
    };

    /// <summary>Scenarios by outcome, e.g. <c>10 passed, 1 failed, 1 skipped</c>.</summary>
    public string Counts
    {
        get
        {
            (int Count, string Word)[] all = [(Passed, "passed"), (Failed, "failed"), (Undecided, "undecided"), (Skipped, "skipped")];
            var some = all.Where(outcome => outcome.Count > 0).Select(outcome => $"{Figures.Count(outcome.Count)} {outcome.Word}");
            return Scenarios == 0 ? "none ran" : string.Join(", ", some);
        }
    }

    /// <summary>Sums up a run.</summary>
    public static RunSummary Of(RunResults results) => new(results);

    private static int Count(RunResults results, ScenarioOutcome outcome) =>
        results.Scenarios.Count(scenario => scenario.Outcome == outcome);
}
