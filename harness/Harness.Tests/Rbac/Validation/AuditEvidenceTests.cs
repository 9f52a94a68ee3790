using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Validation;
using Harness.Tests.Rbac.Auditing;
using static Harness.Tests.Rbac.Validation.AuditComparisonTests;

namespace Harness.Tests.Rbac.Validation;

/// <summary>A log is history, says nothing where it has nothing, and tells what was refused and what was only tried.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class AuditEvidenceTests
{
    private static readonly LoggedRequest Good = new();
    private static readonly LoggedRequest Refused = Good with { Name = "guarded", Status = 403, IsFailure = true };

    [Test]
    public void A_log_with_nothing_of_what_the_policy_is_about_decides_nothing_and_advises_nothing()
    {
        var elsewhere = Compare(Good with { Namespace = "elsewhere" }, Good with { Namespace = "elsewhere" });
        var policy = AccessPolicyReader.Parse("access.yaml", Policy);
        var early = new AuditComparison(policy).AddTo(
            Beside(policy, CellAnswerKind.Allowed, CellAnswerKind.Denied),
            LoggedRequest.Read(new AuditComparison(policy).Scope(new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero)), LoggedRequest.Log([Good])));

        elsewhere.NotDecided.ShouldHaveSingleItem().ShouldBe("the audit log shows nothing of what the policy is about: 2 requests, none of "
            + "them for what it judges in its namespaces. It may be another cluster's");
        early.NotDecided.ShouldHaveSingleItem().ShouldEndWith(
            "1 request, none of them for what it judges in its namespaces since 2027-01-01T00:00:00Z. It may be another cluster's, or end "
            + "before --since");
        foreach (var report in new[] { elsewhere, early })
            report.Audit!.Unused.ShouldBeEmpty();
        early.Outcome.ShouldBe(Outcome.Undecided, "though the other source says what the policy says");
        Compare(Good with { User = "root", Groups = ["system:masters"] }, Good).NotDecided.ShouldBeEmpty();
    }

    [Test]
    public void What_admission_refused_has_its_paths_the_most_frequent_first_and_no_secrets()
    {
        var secret = "/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";

        var report = Compare(
            Good, Refused with { Path = "/a" }, Refused with { Path = "/b" }, Refused with { Path = "/b", Groups = ["x"] },
            Refused with { Path = secret }, Refused with { Path = secret }, Refused with { Path = secret }, Refused with { Path = "/c" });

        var denied = report.Audit!.Denied.ShouldHaveSingleItem();
        (denied.Paths.Count, denied.MorePaths, denied.Paths[1], denied.Paths[2]).ShouldBe((3, 1, "/b", "/a"));
        denied.Paths[0].ShouldNotContain("eyJzdWIi");
    }

    [Test]
    public void What_the_authorizer_refused_has_no_paths_for_it_knows_none() =>
        Compare(Good, Refused with { Decision = "forbid" }).Audit!.Denied.ShouldHaveSingleItem().Paths.ShouldBeEmpty();

    [Test]
    public void Calls_that_say_they_are_probes_are_marked_where_they_were_refused_and_where_they_were_let_through()
    {
        var eve = Good with { User = "eve", Groups = [], Agent = "harness-probe" };

        var report = Compare(
            Good, Refused, Refused with { Agent = "harness-probe", Path = "/" }, Refused with { Agent = "harness-probe" }, eve, eve);

        report.Audit!.Denied.ShouldHaveSingleItem().Probes.ShouldBe(2);
        report.Violations.ShouldHaveSingleItem().Answers[0].Detail.ShouldEndWith(
            "2 times, last 2026-11-30T12:00:00Z; all of them a probe's, by their user agent");
    }

    [Test]
    public void What_was_let_through_and_is_denied_by_now_was_open_and_contradicts_nobody()
    {
        var policy = AccessPolicyReader.Parse("access.yaml", Policy);

        ValidationReport Report(CellAnswerKind other) => new AuditComparison(policy).AddTo(
            Beside(policy, other, other), Log(policy, Good, Good with { Name = "other" }));

        var (closed, open) = (Report(CellAnswerKind.Denied), Report(CellAnswerKind.Allowed));

        closed.Cells.Select(cell => (cell.Outcome, cell.WasOpen)).ShouldBe([(CellOutcome.Shut, false), (CellOutcome.Open, true)]);
        open.Cells.Select(cell => (cell.Outcome, cell.WasOpen)).ShouldBe([(CellOutcome.AsExpected, false), (CellOutcome.Open, false)]);
        closed.Sources.ShouldBe(["static", "audit"]);
        closed.Cells[1].Answers[1].Last.ShouldBe(new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero).AddTicks(1234560));
    }

    /// <summary>What another source says of a cell that the policy allows, and of one that it forbids.</summary>
    private static ValidationReport Beside(AccessPolicy policy, CellAnswerKind ofAllowed, CellAnswerKind ofForbidden)
    {
        var question = new AccessQuestion("shop", "", "services/proxy", "hello-app:8080", "get");
        var allowed = new AccessCell(RbacSubject.ServiceAccount("shop", "consumer"), question, true, null);
        var forbidden = allowed with { Question = question with { Name = "other" }, IsAllowed = false };
        return new ValidationReport
        {
            Policy = policy,
            Sources = ["static"],
            Cells = [new(allowed, [new CellAnswer(ofAllowed, "")]), new(forbidden, [new CellAnswer(ofForbidden, "")])],
        };
    }
}
