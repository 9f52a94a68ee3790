using Harness.Results;

namespace Harness.Runs;

/// <summary>How a run ended.</summary>
/// <param name="Outcome">Its outcome.</param>
/// <param name="Failure">What kept it from its end, or from removing what it made; null when nothing did.</param>
/// <param name="Folder">Its results.</param>
public sealed record RunEnd(Outcome Outcome, HarnessException? Failure, RunFolder Folder)
{
    /// <summary>The outcome of a run's results. A failed scenario outweighs one that could not be decided.</summary>
    internal static Outcome OutcomeOf(RunResults results, bool isInterrupted, HarnessException? failure)
    {
        bool Any(ScenarioOutcome outcome) => results.Scenarios.Any(scenario => scenario.Outcome == outcome);
        bool AnyPlan(Func<PlanResult, bool> what) => results.Benchmarks.Any(benchmark => benchmark.Plan is { } plan && what(plan));

        return isInterrupted ? Outcome.Interrupted
            : failure?.Kind == FailureKind.BadInput ? Outcome.BadInput
            : failure is not null ? Outcome.Undecided
            : Any(ScenarioOutcome.Failed) || AnyPlan(plan => plan.IsExceeded) ? Outcome.Violation
            : Any(ScenarioOutcome.Undecided) || AnyPlan(plan => plan.IsUndecided)
                || results.Benchmarks.Any(benchmark => benchmark.Agents is { IsUndecided: true }) ? Outcome.Undecided
            : Outcome.AsExpected;
    }
}
