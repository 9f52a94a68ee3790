using Harness.Results;
using Harness.Runs;

namespace Harness.Tests.Runs;

internal sealed class ScenarioFilterTests
{
    private static readonly ScenarioName Open = new("Harness.Scenarios.OpenService.Answers_anyone", "OpenService.Answers_anyone", ["C1"]);
    private static readonly ScenarioName NoRole = new(
        "Harness.Scenarios.Grants.Without_a_role_by_RFC1123", "Grants.Without_a_role_by_RFC1123", ["C10"]);
    private static readonly ScenarioName Role = new(
        "Harness.Scenarios.Grants.A_role_allows(\"<get>\")", "Grants.A_role_allows", ["C11", "C12"]);
    private static readonly ScenarioName[] All = [Open, NoRole, Role];

    private static readonly Claim[] Claims =
    [
        new("C1", "open"), new("C10", "no role"), new("C11", "a role"), new("C12", "no more"),
        new("C18", "cost") { IsMeasuredByBenchmarks = true }, new("C19", "new"),
    ];

    [TestCase(null)]
    [TestCase("")]
    [TestCase(" ")]
    public void No_filter_is_all(string? filter) => ScenarioFilter.Choose(filter, All, Claims).ShouldBe(All);

    [Test]
    public void C1_is_not_C10()
    {
        ScenarioFilter.Choose("C1", All, Claims).ShouldBe([Open]);
        ScenarioFilter.Choose("c10", All, Claims).ShouldBe([NoRole]);
        ScenarioFilter.Choose("C12", All, Claims).ShouldBe([Role]);
    }

    [TestCase("Grants")]
    [TestCase("grants")]
    [TestCase("_role")]
    [TestCase(" role")]
    public void A_part_of_the_name_chooses_with_spaces_or_underscores(string filter) =>
        ScenarioFilter.Choose(filter, All, Claims).ShouldBe([NoRole, Role]);

    [Test]
    public void What_matches_nothing_is_told_with_the_nearest_and_all_claims_in_order()
    {
        var refusal = Should.Throw<HarnessException>(() => ScenarioFilter.Choose("OpenServce", All, Claims));

        refusal.Kind.ShouldBe(FailureKind.BadInput);
        refusal.Message.ShouldBe(
            "the filter \"OpenServce\" matches no scenario; did you mean OpenService? "
            + "(claims: C1, C10, C11, C12, C18, C19; or part of a scenario's name)");
    }

    [TestCase("c18", "claim C18 has no scenario: the quick benchmark measures it; run ./run.sh bench, or ./run.sh without a filter")]
    [TestCase("C19", "claim C19 has no scenario")]
    [TestCase("C100", "there is no claim C100 (claims: C1, C10, C11, C12, C18, C19)")]
    public void A_claim_without_a_scenario_is_taken_for_no_other_claim(string filter, string message) =>
        Should.Throw<HarnessException>(() => ScenarioFilter.Choose(filter, All, Claims)).Message.ShouldBe(message);
}
