using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Validation;
using Harness.Tests.Rbac.Auditing;

namespace Harness.Tests.Rbac.Validation;

/// <summary>What a log shows was done in other groups, or in all namespaces at once, is judged as what it was.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class LoggedPlacesTests
{
    private const string Everything = """
        apiVersion: harness/v1
        kind: AccessPolicy
        metadata: {name: shop}
        spec:
          scope: {namespaces: [shop, stock], resources: ["*"]}
          consumers:
          - name: reader
            subject: {kind: User, name: reader}
            allow: [{resource: secrets, verbs: [list]}]
          - name: half
            subject: {kind: User, name: half}
            allow: [{resource: secrets, verbs: [list], namespaces: [shop]}]
        """;

    private const string Denied = """
        apiVersion: harness/v1
        kind: AccessPolicy
        metadata: {name: shop}
        spec:
          scope: {namespaces: [shop]}
          consumers:
          - name: ann
            subject: {kind: User, name: ann}
            allow: [{resource: secrets, names: [s], verbs: [get]}]
          - name: team
            subject: {kind: Group, name: team}
            deny: [{resource: secrets, verbs: [get]}]
        """;

    private static readonly LoggedRequest Listed = new()
    {
        Verb = "list",
        Namespace = "",
        Name = "",
        Resource = "secrets",
        Subresource = null,
        Path = "",
        Groups = [],
    };

    private static readonly LoggedRequest Custom = Listed with
    {
        Resource = "orders",
        Group = "example.com",
        Uri = "/apis/example.com/v1/orders",
    };

    [TestCase("reader", Outcome.AsExpected)]
    [TestCase("half", Outcome.Violation, Description = "in the other namespace it is not allowed")]
    [TestCase("mallory", Outcome.Violation)]
    public void What_is_done_in_all_namespaces_at_once_is_done_in_each(string user, Outcome expected) =>
        Compare(Everything, [], Listed with { User = user }).Outcome.ShouldBe(expected);

    [Test]
    public void Of_a_resource_that_may_live_anywhere_it_is_not_known() =>
        Compare(Everything, [], Listed with { User = "reader" }, Custom with { User = "mallory" }).NotDecided.ShouldHaveSingleItem()
            .ShouldStartWith("the audit log: user:mallory did list orders.example.com cluster-wide. Whether that is in all");

    [Test]
    public void A_selector_of_a_name_hides_nothing() =>
        Compare(Everything, [], Listed with { User = "reader" }, Custom with { User = "mallory", Name = "foo" })
            .NotDecided.ShouldHaveSingleItem().ShouldContain("mallory did list orders.example.com");

    [TestCase("[shop]", Outcome.Undecided)]
    [TestCase("[shop, stock]", Outcome.AsExpected)]
    public void A_resource_that_is_listed_may_have_been_read_in_each_namespace(string allowed, Outcome expected) => Compare($$"""
        apiVersion: harness/v1
        kind: AccessPolicy
        metadata: {name: shop}
        spec:
          scope: {namespaces: [shop, stock], resources: [{resource: orders, apiGroup: example.com}]}
          consumers:
          - name: reader
            subject: {kind: User, name: reader}
            allow: [{resource: orders, apiGroup: example.com, verbs: [list], namespaces: {{allowed}}}]
        """, [], Custom with { User = "reader" }).Outcome.ShouldBe(expected);

    [TestCase("mallory", "", Outcome.Violation, Description = "who is no administrator, and calls as one")]
    [TestCase("admin", "system:masters", Outcome.AsExpected)]
    public void Who_calls_in_the_name_of_an_administrator_is_judged(string user, string group, Outcome expected)
    {
        var asMaster = Listed with { User = user, Groups = [group], Impersonated = "whoever", ImpersonatedGroups = ["system:masters"] };
        var policy = Everything + "\n  ignore: [{group: \"system:masters\", reason: administrators}]";

        Compare(Everything, [], Listed with { User = "reader" }, asMaster).Outcome.ShouldBe(expected);
        var report = Compare(policy, [], Listed with { User = "reader" }, asMaster);

        report.Outcome.ShouldBe(expected, "whom the policy ignores, too");
        if (expected == Outcome.Violation)
            report.Audit!.Remarks.ShouldContain("in the name of user:whoever: 1 request by mallory");
    }

    [Test]
    public void An_impersonator_in_a_group_that_is_ignored_hides_nothing_that_the_same_one_did_without_it()
    {
        const string policy = Everything + "\n  ignore: [{group: ops, reason: on call}, {user: whoever, reason: a bot}]";
        var asBot = Listed with { User = "mallory", Groups = ["ops"], Impersonated = "whoever" };

        Compare(policy, [], Listed with { User = "reader" }, asBot).Outcome.ShouldBe(Outcome.AsExpected);
        Compare(policy, [], Listed with { User = "reader" }, asBot, asBot with { Groups = [] }).Outcome.ShouldBe(Outcome.Violation);
    }

    [Test]
    public void A_request_that_was_let_through_for_nobody_is_not_understood() =>
        Compare(Everything, [], Listed with { User = "reader" }, Listed with { User = null }).NotDecided.ShouldHaveSingleItem()
            .ShouldContain("was let through, and does not say whose");

    [TestCase("nodes", "")]
    [TestCase("clusterroles", RbacRole.ApiGroup)]
    [TestCase("namespaces", "")]
    public void What_lives_in_no_namespace_is_not_judged(string resource, string group) =>
        Compare(Everything, [], Listed with { User = "reader" }, Listed with { User = "mallory", Resource = resource, Group = group })
            .Outcome.ShouldBe(Outcome.AsExpected);

    [Test]
    public void What_was_done_in_a_group_that_must_not_is_not_hidden_by_what_the_user_may()
    {
        var question = new AccessQuestion("shop", "", "secrets", "s", "get");
        var planned = new CellResult(
            new AccessCell(new RbacSubject(RbacSubjectKind.User, "ann"), question, true, null),
            [new CellAnswer(CellAnswerKind.Allowed, "")]);
        var got = Listed with { Verb = "get", Namespace = "shop", Name = "s", User = "ann" };

        Compare(Denied, [planned], got).Outcome.ShouldBe(Outcome.AsExpected);
        var report = Compare(Denied, [planned], got with { Groups = ["team"] });

        report.Outcome.ShouldBe(Outcome.Violation);
        report.Cells.Select(cell => cell.Cell.IsAllowed).ShouldBe([true, false]);
    }

    private static ValidationReport Compare(string text, IReadOnlyList<CellResult> planned, params LoggedRequest[] lines)
    {
        var policy = AccessPolicyReader.Parse("access.yaml", text);
        var comparison = new AuditComparison(policy);
        var report = new ValidationReport { Policy = policy, Sources = planned.Count == 0 ? [] : ["static"], Cells = planned };
        return comparison.AddTo(report, LoggedRequest.Read(comparison.Scope(null), LoggedRequest.Log(lines)));
    }
}
