using Harness.Rbac.Findings;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Validation;

namespace Harness.Tests.Rbac.Validation;

internal sealed class ValidationReportTests
{
    private const CellAnswerKind Yes = CellAnswerKind.Allowed;
    private const CellAnswerKind No = CellAnswerKind.Denied;
    private const CellAnswerKind Unknown = CellAnswerKind.Undecided;
    private const CellAnswerKind Silent = CellAnswerKind.NotAsked;

    [TestCase(true, CellOutcome.AsExpected, Yes, Yes)]
    [TestCase(true, CellOutcome.AsExpected, Yes, Silent)]
    [TestCase(true, CellOutcome.Shut, No, No)]
    [TestCase(false, CellOutcome.AsExpected, No, No)]
    [TestCase(false, CellOutcome.Open, Yes, Yes)]
    [TestCase(false, CellOutcome.Open, Yes, Unknown, TestName = "A violation that one source shows stays one")]
    [TestCase(true, CellOutcome.Disagreement, Yes, No)]
    [TestCase(false, CellOutcome.Disagreement, No, Yes)]
    [TestCase(false, CellOutcome.Undecided, No, Unknown, TestName = "A denial beside a source that gave no answer decides nothing")]
    [TestCase(true, CellOutcome.Undecided, Unknown, Unknown)]
    [TestCase(false, CellOutcome.Undecided, Silent, Silent, TestName = "A cell that no source has an answer for is not passed")]
    [TestCase(true, CellOutcome.Undecided, Silent)]
    public void A_cell_is_judged_by_all_answers(bool allowed, CellOutcome expected, params CellAnswerKind[] answers) =>
        Cell(allowed, answers).Outcome.ShouldBe(expected);

    [Test]
    public void All_as_expected_is_0() => Report(Cell(true, Yes), Cell(false, No)).Outcome.ShouldBe(Outcome.AsExpected);

    [Test]
    public void One_cell_without_an_answer_is_3() => Report(Cell(true, Yes), Cell(false, Unknown)).Outcome.ShouldBe(Outcome.Undecided);

    [Test]
    public void One_cell_that_no_source_has_an_answer_for_is_3_and_counts_as_undecided()
    {
        var report = Report(Cell(true, Yes, Silent), Cell(false, Silent, Silent));

        report.Outcome.ShouldBe(Outcome.Undecided);
        report.Counts[CellOutcome.Undecided].ShouldBe(1);
    }

    [Test]
    public void A_violation_is_1_whatever_else_could_not_be_asked() =>
        Report(Cell(false, Yes), Cell(false, Unknown)).Outcome.ShouldBe(Outcome.Violation);

    [Test]
    public void Nothing_decided_at_all_is_3()
    {
        Report().Outcome.ShouldBe(Outcome.Undecided);
        Report(Cell(false, Silent)).Outcome.ShouldBe(Outcome.Undecided);
    }

    [Test]
    public void What_could_not_be_looked_at_is_3() =>
        (Report(Cell(true, Yes)) with { NotDecided = ["a list"] }).Outcome.ShouldBe(Outcome.Undecided);

    [TestCase(Severity.High, Severity.High, Outcome.Violation)]
    [TestCase(Severity.Medium, Severity.High, Outcome.AsExpected)]
    [TestCase(Severity.Medium, Severity.Medium, Outcome.Violation)]
    public void A_finding_fails_from_the_severity_on_that_was_asked_for(Severity severity, Severity failOn, Outcome expected) =>
        (Report(Cell(true, Yes)) with { Findings = [Finding("HR101", severity)], FailOn = failOn }).Outcome.ShouldBe(expected);

    [Test]
    public void A_finding_that_is_accepted_fails_nothing()
    {
        var accepted = Finding("HR101", Severity.Critical) with
        {
            SuppressedBy = new Suppression("HR101", null, "known", new DateOnly(2027, 1, 1), ShopPolicy.Policy.Location),
        };

        (Report(Cell(true, Yes)) with { Findings = [accepted] }).Outcome.ShouldBe(Outcome.AsExpected);
    }

    [TestCase(false, Outcome.AsExpected)]
    [TestCase(true, Outcome.Violation)]
    public void An_account_that_is_not_there_fails_only_where_the_user_is_strict(bool strict, Outcome expected)
    {
        var missing = Finding(FindingRules.All.Single(rule => rule.Title == "Service account that is not there").Id, Severity.Low);

        (Report(Cell(true, Yes)) with { Findings = [missing], IsStrict = strict }).Outcome.ShouldBe(expected);
    }

    private static Finding Finding(string id, Severity severity) =>
        new(new FindingRule(id, severity, "t", "e", new Uri("https://example.com")), "Role shop/a", "m", [], "fix");

    private static ValidationReport Report(params CellResult[] cells) =>
        new() { Policy = ShopPolicy.Policy, Sources = ["live", "static"], Cells = cells };

    private static CellResult Cell(bool allowed, params CellAnswerKind[] answers) => new(
        new AccessCell(ShopPolicy.Consumer, new AccessQuestion("shop", "", "services/proxy", "hello-app", "get"), allowed, null),
        [.. answers.Select(kind => new CellAnswer(kind, ""))]);
}
