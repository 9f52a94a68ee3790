using Harness.Cli.Options;
using Harness.Reports.Headlines;

namespace Harness.Tests.Cli.Reporting;

/// <summary>What a run and its gate come to together: the exit code of a nightly job.</summary>
internal sealed class GateOptionTests
{
    [TestCase(Outcome.AsExpected, GateOutcome.Passed, false, Outcome.AsExpected)]
    [TestCase(Outcome.AsExpected, GateOutcome.Tripped, false, Outcome.Violation)]
    [TestCase(Outcome.AsExpected, GateOutcome.Tripped, true, Outcome.Violation)]
    [TestCase(Outcome.AsExpected, GateOutcome.Undecided, false, Outcome.Undecided)]
    [TestCase(Outcome.AsExpected, GateOutcome.Undecided, true, Outcome.AsExpected)]
    [TestCase(Outcome.Undecided, GateOutcome.Passed, false, Outcome.Undecided)]
    [TestCase(Outcome.Undecided, GateOutcome.Undecided, true, Outcome.Undecided)]
    [TestCase(Outcome.Undecided, GateOutcome.Tripped, false, Outcome.Violation)]
    [TestCase(Outcome.Violation, GateOutcome.Passed, false, Outcome.Violation)]
    [TestCase(Outcome.Violation, GateOutcome.Undecided, false, Outcome.Violation)]
    [TestCase(Outcome.Interrupted, GateOutcome.Tripped, false, Outcome.Interrupted)]
    [TestCase(Outcome.BadInput, GateOutcome.Tripped, false, Outcome.BadInput)]
    public void A_failure_outweighs_what_is_undecided_and_nothing_outweighs_an_interruption(
        Outcome run, GateOutcome rule, bool allowsUndecided, Outcome together) => run.With(new GateResult(
            "g", allowsUndecided, [new GateRuleResult { Subject = "a", Outcome = rule, Why = "" }])).ShouldBe(together);

    [Test]
    public void Without_a_gate_a_run_is_what_it_is() => Outcome.Undecided.With(null).ShouldBe(Outcome.Undecided);
}
