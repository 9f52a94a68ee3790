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

    [TestCase(null)]
    [TestCase("")]
    [TestCase(" ")]
    public void No_filter_is_all(string? filter) => ScenarioFilter.Choose(filter, All).ShouldBe(All);

    [Test]
    public void C1_is_not_C10()
    {
        ScenarioFilter.Choose("C1", All).ShouldBe([Open]);
        ScenarioFilter.Choose("c10", All).ShouldBe([NoRole]);
        ScenarioFilter.Choose("C12", All).ShouldBe([Role]);
    }

    [TestCase("Grants")]
    [TestCase("grants")]
    [TestCase("_role")]
    [TestCase(" role")]
    public void A_part_of_the_name_chooses_with_spaces_or_underscores(string filter) =>
        ScenarioFilter.Choose(filter, All).ShouldBe([NoRole, Role]);

    [Test]
    public void What_matches_nothing_is_told_with_the_nearest_and_all_claims_in_order()
    {
        var refusal = Should.Throw<HarnessException>(() => ScenarioFilter.Choose("OpenServce", All));

        refusal.Kind.ShouldBe(FailureKind.BadInput);
        refusal.Message.ShouldBe(
            "the filter \"OpenServce\" matches no scenario; did you mean OpenService? "
            + "(claims: C1, C10, C11, C12; or part of a scenario's name)");
    }
}
