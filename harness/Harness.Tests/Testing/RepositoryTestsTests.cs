using Harness.Results;
using Harness.Runs;
using Harness.Testing;
using Harness.Tests.Results;

namespace Harness.Tests.Testing;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RepositoryTestsTests : IDisposable
{
    private readonly TemporaryRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Test]
    public void All_passed_is_as_expected() => Of(new(5, 0, 1), null).ShouldBe(Outcome.AsExpected);

    [Test]
    public void Nothing_run_is_no_success() => Of(new(0, 0, 3), null).ShouldBe(Outcome.Violation);

    [Test]
    public void A_runner_that_failed_without_a_failed_test_is_no_success() =>
        Of(new(5, 0, 0), null, succeeded: false).ShouldBe(Outcome.Violation);

    [Test]
    public void What_failed_only_for_want_of_a_decision_is_undecided() =>
        Of(new(5, 1, 0), End(Outcome.Undecided, ScenarioOutcome.Undecided), succeeded: false).ShouldBe(Outcome.Undecided);

    [Test]
    public void A_test_that_failed_beside_it_counts_more() =>
        Of(new(5, 2, 0), End(Outcome.Undecided, ScenarioOutcome.Undecided), succeeded: false).ShouldBe(Outcome.Violation);

    [Test]
    public void Without_a_cluster_nothing_is_decided() =>
        Of(new(5, 0, 0), End(Outcome.Undecided) with { Failure = HarnessException.Undecided("no cluster") }).ShouldBe(Outcome.Undecided);

    private static Outcome Of(TrxCounts counts, RunEnd? end, bool succeeded = true) =>
        RepositoryTests.OutcomeOf(counts, end, succeeded, isInterrupted: false);

    private RunEnd End(Outcome outcome, params ScenarioOutcome[] scenarios)
    {
        var folder = _runs.Create();
        foreach (var scenario in scenarios)
            folder.AddScenario(Sample.Scenario("A") with { Outcome = scenario });
        return new RunEnd(outcome, null, folder);
    }
}
