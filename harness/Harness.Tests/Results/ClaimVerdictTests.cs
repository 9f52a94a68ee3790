using Harness.Clusters;
using Harness.Results;

namespace Harness.Tests.Results;

internal sealed class ClaimVerdictTests
{
    private static readonly Claim[] Recorded =
    [
        .. ((string[])["C1", "C2", "C10", "C11", "C17"]).Select(id => new Claim(id, $"the text of {id} at the time")),
        new("C18", "heavy traffic does not belong here") { IsMeasuredByBenchmarks = true },
    ];

    // P passed, F failed, S skipped, U undecided: the outcomes of the scenarios that name the claim.
    [TestCase("", ClaimStanding.NotRun, null)]
    [TestCase("P", ClaimStanding.Proven, null)]
    [TestCase("PP", ClaimStanding.Proven, null)]
    [TestCase("PS", ClaimStanding.Proven, "1 of 2 skipped: Skipped for a reason")]
    [TestCase("S", ClaimStanding.Skipped, "Skipped for a reason")]
    [TestCase("SS", ClaimStanding.Skipped, "Skipped for a reason")]
    [TestCase("U", ClaimStanding.Undecided, "Undecided for a reason")]
    [TestCase("PU", ClaimStanding.Undecided, "1 of 2 undecided: Undecided for a reason")]
    [TestCase("US", ClaimStanding.Undecided, "1 of 2 undecided: Undecided for a reason")]
    [TestCase("F", ClaimStanding.Refuted, null)]
    [TestCase("PF", ClaimStanding.Refuted, "1 of 2 failed")]
    [TestCase("UF", ClaimStanding.Refuted, "1 of 2 failed")]
    [TestCase("SFPF", ClaimStanding.Refuted, "2 of 4 failed")]
    public void A_claim_stands_as_its_scenarios_ended(string outcomes, ClaimStanding expected, string? remark)
    {
        var scenarios = outcomes.Select((letter, i) => Sample.Scenario($"S{i}", Outcome(letter), "C10", "C11"));

        var verdict = Verdict("C11", [.. scenarios, Sample.Scenario("another claim's", ScenarioOutcome.Failed, "C1")]);

        verdict.Standing.ShouldBe(expected);
        verdict.Remark.ShouldBe(remark);
        verdict.Scenarios.Count.ShouldBe(outcomes.Length);
    }

    [Test]
    public void Reasons_are_each_given_once_and_a_missing_one_is_named()
    {
        ScenarioResult Skipped(string? reason) => Sample.Scenario("S", ScenarioOutcome.Skipped, "C2") with { Reason = reason };

        Verdict("C2", [Skipped("no helm"), Skipped(null), Skipped("no helm")]).Remark.ShouldBe("no helm; no reason given");
    }

    // P passed, S skipped.
    [TestCase("P", "by a validating webhook, on Kubernetes 1.20.2")]
    [TestCase("PP", "by a validating webhook, on Kubernetes 1.20.2")]
    [TestCase("F", "by a validating webhook, on Kubernetes 1.20.2")]
    [TestCase("PS", "by a validating webhook, on Kubernetes 1.20.2; 1 of 2 skipped: Skipped for a reason")]
    public void Who_decided_is_told_with_the_version_of_the_cluster(string outcomes, string remark)
    {
        var who = new Observation(Observation.WhoDecides, "one or the other", "validating webhook", true, null);
        ScenarioResult[] scenarios = [.. outcomes.Select((letter, i) =>
            Sample.Scenario($"S{i}", Outcome(letter), "C10") with { Observations = letter == 'S' ? [] : [who] })];
        var results = Results(scenarios);
        var manifest = results.Manifest with { Cluster = new ClusterFacts { Source = "offline", KubernetesVersion = "v1.20.2" } };

        var verdicts = ClaimVerdict.All(results with { Manifest = manifest });

        verdicts.Single(verdict => verdict.Claim.Id == "C10").Remark.ShouldBe(remark);
    }

    [Test]
    public void The_claim_about_heavy_traffic_is_measured_where_no_scenario_judges_it()
    {
        Verdict("C18", []).Standing.ShouldBe(ClaimStanding.NotRun);
        Verdict("C18", [], Sample.Benchmark("quick")).Standing.ShouldBe(ClaimStanding.Measured);
        Verdict("C17", [], Sample.Benchmark("quick")).Standing.ShouldBe(ClaimStanding.NotRun);
        Verdict("C18", [Sample.Scenario("S", ScenarioOutcome.Failed, "C18")], Sample.Benchmark("quick"))
            .Standing.ShouldBe(ClaimStanding.Refuted);
    }

    [Test]
    public void Every_claim_has_a_verdict_also_one_that_only_a_scenario_knows()
    {
        var all = ClaimVerdict.All(Results([Sample.Scenario("S", ScenarioOutcome.Failed, "C99")]));

        all.Select(verdict => verdict.Claim.Id).ShouldBe([.. Recorded.Select(claim => claim.Id), "C99"]);
        all[^1].Standing.ShouldBe(ClaimStanding.Refuted);
    }

    [Test]
    public void Where_one_claim_was_asked_about_the_others_of_its_scenarios_get_no_verdict()
    {
        var results = Results([Sample.Scenario("S", ScenarioOutcome.Passed, "C10", "C11", "C99")]);

        ClaimVerdict.All(results with { Manifest = results.Manifest with { AskedClaim = "C10" } })
            .Select(verdict => (verdict.Claim.Id, verdict.Standing)).ShouldBe([("C10", ClaimStanding.Proven)]);
    }

    private static ScenarioOutcome Outcome(char letter) => Enum.GetValues<ScenarioOutcome>().Single(o => o.ToString()[0] == letter);

    private static ClaimVerdict Verdict(string id, ScenarioResult[] scenarios, params BenchmarkResult[] benchmarks) =>
        ClaimVerdict.All(Results(scenarios, benchmarks)).Single(verdict => verdict.Claim.Id == id);

    private static RunResults Results(ScenarioResult[] scenarios, params BenchmarkResult[] benchmarks) =>
        new(Sample.Manifest("id", Sample.Start) with { Claims = Recorded }, scenarios, benchmarks);
}
