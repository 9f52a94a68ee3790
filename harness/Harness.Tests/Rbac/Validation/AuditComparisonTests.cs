using Harness.Rbac.Auditing;
using Harness.Rbac.Policies;
using Harness.Rbac.Validation;
using Harness.Tests.Rbac.Auditing;

namespace Harness.Tests.Rbac.Validation;

/// <summary>What was let through and is not in the policy is a violation; what nobody used, and who was refused, is only said.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class AuditComparisonTests
{
    /// <summary>What the logs are held against.</summary>
    public const string Policy = """
        apiVersion: harness/v1
        kind: AccessPolicy
        metadata: {name: shop}
        spec:
          scope: {namespaces: [shop]}
          consumers:
          - name: consumer
            subject: {kind: ServiceAccount, namespace: shop, name: consumer}
            allow:
            - {services: [hello-app], ports: [8080], methods: [GET, POST]}
            - {services: [guarded], methods: [GET], paths: [/metrics, /users/*]}
            - {resource: pods/log, names: [web-0], verbs: [get]}
          - name: team
            subject: {kind: Group, name: team}
            allow: [{services: [board], methods: [GET]}]
          ignore:
          - {user: boss, reason: may}
        """;

    private static readonly LoggedRequest Good = new();

    [Test]
    public void What_the_policy_allows_is_as_expected()
    {
        var report = Compare(Good, Good with { User = "ann", Groups = ["team"], Name = "board" }, Good with { User = "boss", Name = "x" },
            Good with { Namespace = "elsewhere", User = "eve" }, Good with { User = "root", Groups = ["system:masters"] });

        report.Outcome.ShouldBe(Outcome.AsExpected);
        report.Cells.Select(cell => cell.Outcome).ShouldBe([CellOutcome.AsExpected, CellOutcome.AsExpected]);
        report.Audit!.Remarks.ShouldHaveSingleItem().ShouldEndWith("1 request of group:system:masters");
    }

    [TestCase("team", "other", Outcome.Violation)]
    [TestCase("other", "team", Outcome.Violation)]
    [TestCase("team", "team", Outcome.AsExpected)]
    public void Of_a_user_with_other_groups_each_time_what_is_not_allowed_counts(string first, string then, Outcome expected) =>
        Compare(
            Good with { User = "ann", Groups = [first], Name = "board" }, Good with { User = "ann", Groups = [then], Name = "board" })
            .Outcome.ShouldBe(expected);

    [TestCase("allow", Outcome.AsExpected)]
    [TestCase(null, Outcome.Undecided, Description = "a log without decisions: an eviction may be answered so, too")]
    public void Who_was_turned_away_did_nothing(string? decision, Outcome expected)
    {
        var busy = Good with { Name = "secret", Status = 429, IsFailure = true, Decision = null };

        Compare(Good with { Decision = decision }, busy).Outcome.ShouldBe(expected);
    }

    [Test]
    public void A_failure_before_any_decision_is_neither_let_through_nor_refused() =>
        Compare(Good, Good with { Name = "secret", Status = 500, IsFailure = true, Decision = null }).Outcome.ShouldBe(Outcome.Undecided);

    [Test]
    public void A_step_up_is_found_among_however_many_paths() =>
        Compare(Enumerable.Range(0, 1100).Select(i => Good with { Name = "guarded", Path = $"/users/{i}" })
            .Append(Good with { Name = "guarded", Path = "/users/../admin" })).Outcome.ShouldBe(Outcome.Violation);

    [Test]
    public void A_path_of_very_many_segments_is_one_path() =>
        Compare(Good with { Name = "guarded", Path = "/users" + string.Concat(Enumerable.Repeat("/a", 90_000)) })
            .Outcome.ShouldBe(Outcome.AsExpected);

    [Test]
    public void A_request_under_way_is_not_ended_by_another_with_its_id() =>
        Compare(Good with { Id = "1", Stage = "ResponseStarted", Name = "secret" }, Good with { Id = "1" })
            .Outcome.ShouldBe(Outcome.Violation);

    [Test]
    public void Who_refused_a_call_has_to_be_known() =>
        Compare(Good, Good with { Name = "secret", Status = 403, Decision = null }).Outcome.ShouldBe(Outcome.Undecided);

    [Test]
    public void A_path_that_is_not_known_is_not_decided() =>
        Compare(Good, Good with { Name = "guarded", Uri = "/api/v1//namespaces/shop/services/guarded/proxy/admin" })
            .Outcome.ShouldBe(Outcome.Undecided);

    [Test]
    public void What_it_does_not_allow_is_open_with_the_binding_that_let_it_through()
    {
        var report = Compare(Good, Good, Good with { User = "eve", Groups = [] }, Good with { Verb = "delete" });

        report.Outcome.ShouldBe(Outcome.Violation);
        report.Violations.Select(cell => $"{cell.Cell.Subject} {cell.Cell.Question.Verb} {cell.Answers[0].Detail}").ShouldBe(
        [
            "user:eve get RBAC: allowed by RoleBinding \"hello/shop\" of Role \"hello\" to ServiceAccount \"consumer/shop\"; "
                + "once, last 2026-11-30T12:00:00Z",
            "serviceaccount:shop/consumer delete RBAC: allowed by RoleBinding \"hello/shop\" of Role \"hello\" to ServiceAccount "
                + "\"consumer/shop\"; once, last 2026-11-30T12:00:00Z",
        ]);
    }

    [Test]
    public void A_path_beside_those_allowed_is_open()
    {
        var guarded = Good with { Name = "guarded" };

        var report = Compare(
            guarded, guarded with { Path = "/users/1" }, guarded with { Path = "/users/../admin" }, guarded with { Path = "/x" });

        report.Violations.Select(cell => cell.Cell.Path).ShouldBe(["/users/../admin", "/x"], ignoreOrder: true);
    }

    [Test]
    public void What_nobody_used_is_said_and_no_violation()
    {
        var report = Compare(Good, Good with { Name = "guarded" });

        report.Outcome.ShouldBe(Outcome.AsExpected);
        report.Audit!.Unused.Select(one => $"{one.Subject} {one.Question.Verb} {one.Question.Resource} {one.Question.Name} {one.Path}")
            .ShouldBe(
            [
                "serviceaccount:shop/consumer create services/proxy hello-app:8080 ",
                "serviceaccount:shop/consumer * services/proxy guarded /users/*",
                "serviceaccount:shop/consumer get pods/log web-0 ", "group:team get services/proxy board ",
            ]);
    }

    [Test]
    public void Who_was_refused_again_and_again_comes_first()
    {
        var refused = Good with { User = "eve", Groups = [], Decision = "forbid", Status = 403 };

        var report = Compare(
            Good, refused with { Name = "once" }, refused, refused, refused with { User = null, Decision = null, Status = 401 });

        report.Outcome.ShouldBe(Outcome.AsExpected);
        report.Audit!.Denied.Select(one => $"{one.Subject} {one.Question.Name} {one.Count} {one.Answer}").ShouldBe(
            ["user:eve hello-app:8080 2 Denied", " hello-app:8080 1 Unauthenticated", "user:eve once 1 Denied"]);
    }

    [Test]
    public void A_log_that_is_not_whole_decides_nothing_but_a_violation()
    {
        Compare(Good, "{").Outcome.ShouldBe(Outcome.Undecided);
        Compare(Good, "{", Good with { User = "eve" }).Outcome.ShouldBe(Outcome.Violation);
        Compare().Outcome.ShouldBe(Outcome.Undecided, "nothing was decided at all");
    }

    public static ValidationReport Compare(params IEnumerable<object> lines)
    {
        var policy = AccessPolicyReader.Parse("access.yaml", Policy);
        return new AuditComparison(policy).AddTo(new ValidationReport { Policy = policy, Sources = [], Cells = [] }, Log(policy, lines));
    }

    public static AuditReading Log(AccessPolicy policy, params IEnumerable<object> lines) =>
        LoggedRequest.Read(new AuditComparison(policy).Scope(null), LoggedRequest.Log(lines));
}
