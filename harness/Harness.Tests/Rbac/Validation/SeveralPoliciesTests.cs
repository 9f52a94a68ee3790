using Harness.Rbac.Evaluation;
using Harness.Rbac.Policies;
using Harness.Rbac.Validation;

namespace Harness.Tests.Rbac.Validation;

/// <summary>Merged policies: an exception of one hides nothing that another would show.</summary>
internal sealed class SeveralPoliciesTests
{
    private const string Ignored = "ignore: [{user: mallory, reason: ours}]";
    private const string Accepted =
        "suppressions: [{finding: HR701, reason: known, expires: 2099-12-31}, {finding: HR101, reason: known, expires: 2099-12-31}]";

    [Test]
    public async Task Who_is_ignored_by_one_is_judged_by_the_others_in_their_own_namespaces()
    {
        var report = await ReportAsync(Opened("stock"), Policy("shop", Ignored), Policy("stock", ""));

        report.Violations.ShouldNotBeEmpty();
        report.Violations.ShouldAllBe(cell => cell.Cell.Question.Namespace == "stock");
        report.FailingFindings.ShouldContain(finding => finding.Rule.Id == "HR701" && finding.On == "RoleBinding stock/open");
    }

    [Test]
    public async Task Who_is_ignored_is_passed_over_where_that_policy_alone_decides() =>
        (await ReportAsync(Opened("shop"), Policy("shop", Ignored), Policy("stock", ""))).Outcome.ShouldBe(Outcome.AsExpected);

    [Test]
    public async Task Where_two_policies_cover_a_namespace_both_have_to_ignore_somebody()
    {
        (await ReportAsync(Opened("shop"), Policy("shop", Ignored), Policy("shop", ""))).Outcome.ShouldBe(Outcome.Violation);
        (await ReportAsync(Opened("shop"), Policy("shop", ""), Policy("shop", Ignored))).Outcome.ShouldBe(Outcome.Violation);
        (await ReportAsync(Opened("shop"), Policy("shop", Ignored), Policy("shop", Ignored))).Outcome.ShouldBe(Outcome.AsExpected);
    }

    [Test]
    public async Task What_holds_in_every_namespace_is_judged_by_every_policy_that_does_not_ignore_it()
    {
        (await ReportAsync(Opened(null), Policy("shop", Ignored), Policy("stock", ""))).Violations
            .ShouldContain(cell => cell.Cell.Question.Namespace == "stock");
        (await ReportAsync(Opened(null), Policy("shop", Ignored), Policy("stock", Ignored))).Violations.ShouldBeEmpty();
    }

    [TestCase("shop", "stock", false, TestName = "A finding in the namespace of another policy is not accepted")]
    [TestCase("shop", "shop", false, TestName = "A finding that two policies cover is not accepted by one of them")]
    [TestCase("stock", "shop", true, TestName = "A finding that its policy accepts stays accepted")]
    public async Task A_finding_is_accepted_only_by_all_policies_that_cover_it(string accepting, string other, bool isAccepted)
    {
        var report = await ReportAsync(Opened("stock" == accepting ? "stock" : other), Policy(accepting, Accepted), Policy(other, ""));

        var found = report.Findings.Where(finding => finding.Rule.Id is "HR101" or "HR701").ToList();
        found.Select(finding => finding.Rule.Id).Distinct().Count().ShouldBe(2);
        found.ShouldAllBe(finding => finding.SuppressedBy != null == isAccepted);
    }

    [Test]
    public async Task A_finding_about_every_namespace_is_accepted_once_every_policy_accepts_it()
    {
        static bool IsAccepted(ValidationReport report) =>
            report.Findings.Where(finding => finding.On == "ClusterRoleBinding open").All(finding => finding.SuppressedBy is not null);
        const string everything = "suppressions: [" +
            "{finding: HR101, reason: known, expires: 2099-12-31}, {finding: HR701, reason: known, expires: 2099-12-31}]";

        IsAccepted(await ReportAsync(Opened(null), Policy("shop", everything), Policy("stock", ""))).ShouldBeFalse();
        IsAccepted(await ReportAsync(Opened(null), Policy("shop", everything), Policy("stock", everything))).ShouldBeTrue();
    }

    [Test]
    public async Task A_suppression_that_accepts_nothing_in_its_own_namespaces_is_told_of()
    {
        var report = await ReportAsync(Opened("stock"), Policy("shop", Accepted), Policy("stock", Accepted));

        report.Findings.Where(finding => finding.Rule.Id == "HR902").Select(finding => finding.Location!.File).Distinct()
            .ShouldBe(["0.yaml"]);
    }

    [Test]
    public async Task A_nodes_proxy_that_one_policy_allows_leads_into_the_namespaces_of_the_others()
    {
        const string allowed = "consumers: [{name: mallory, subject: {kind: User, name: mallory}, "
            + "allow: [{resource: nodes/proxy, verbs: [get]}]}]";
        var node = Opened(null).Replace("services/proxy", "nodes/proxy", StringComparison.Ordinal);

        (await ReportAsync(node, Policy("shop", allowed), Policy("stock", allowed))).Violations.ShouldBeEmpty();
        (await ReportAsync(node, Policy("shop", allowed), Policy("stock", ""))).Violations
            .ShouldContain(cell => cell.Cell.Question.Resource == "nodes/proxy");
        (await ReportAsync(node, Policy("shop", allowed), Policy("stock", Ignored))).Violations.ShouldBeEmpty();
    }

    private static async Task<ValidationReport> ReportAsync(string manifests, params string[] policies)
    {
        var merged = AccessPolicies.Merge([.. policies.Select((text, i) => AccessPolicyReader.Parse($"{i}.yaml", text))]);
        var rbac = new IndexedRbac(ShopPolicy.Snapshot(manifests));
        return await new Validator(merged, [new EvaluatedSource("manifests", rbac)], [rbac])
            .RunAsync(new Progress<string>(), CancellationToken.None);
    }

    /// <summary>Every service's proxy, open to mallory in a namespace or in all.</summary>
    private static string Opened(string? ns) => $$"""
        apiVersion: rbac.authorization.k8s.io/v1
        kind: {{(ns is null ? "ClusterRole" : "Role")}}
        metadata: {name: open{{(ns is null ? "" : $", namespace: {ns}")}}}
        rules: [{apiGroups: [""], resources: [services/proxy], verbs: [get]}]
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: {{(ns is null ? "ClusterRoleBinding" : "RoleBinding")}}
        metadata: {name: open{{(ns is null ? "" : $", namespace: {ns}")}}}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: {{(ns is null ? "ClusterRole" : "Role")}}, name: open}
        subjects: [{kind: User, name: mallory}]
        """;

    private static string Policy(string ns, string more) => $$"""
        apiVersion: harness/v1
        kind: AccessPolicy
        metadata: {name: {{ns}}}
        spec:
          scope: {namespaces: [{{ns}}]}
          {{(more.StartsWith("consumers", StringComparison.Ordinal) ? more : "consumers: []\n  " + more)}}
        """;
}
