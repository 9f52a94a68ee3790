using Harness.Rbac.Analysis;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Findings;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Validation;

namespace Harness.Tests.Rbac.Validation;

/// <summary>The closed world over what a scope lists: whoever has any of it, by whatever rule, is asked about.</summary>
internal sealed class ClosedScopeTests
{
    private const string Secrets = ", resources: [secrets]";

    [TestCase("resources: [secrets], verbs: [list]", "user:jane list secrets")]
    [TestCase("resources: [secrets], resourceNames: [a, b], verbs: [get]", "user:jane get secrets \"a\"", "user:jane get secrets \"b\"")]
    [TestCase("resources: [\"*\"], verbs: [watch]", "user:jane watch secrets")]
    [TestCase("resources: [secrets], verbs: [\"*\"]", "user:jane * secrets", "user:jane get secrets")]
    [TestCase("resources: [pods, configmaps], verbs: [\"*\"]")]
    [TestCase("resources: [\"*/secrets\", \"secrets/*\"], verbs: [get]")]
    public async Task What_a_rule_opens_to_a_stranger_is_found(string rule, params string[] open) =>
        Validated.Open(await Validated.ReportAsync(Validated.Policy(Secrets), ShopPolicy.Grant("r", "User", "jane", rule)))
            .ShouldBe(open, ignoreOrder: true);

    [TestCase("[{resource: secrets, verbs: [get]}]", "user:jane get secrets")]
    [TestCase("[{resource: \"*\", verbs: [delete]}]", "user:jane delete secrets")]
    [TestCase("[{resource: secrets, verbs: [escalate]}]", "user:jane escalate secrets")]
    [TestCase("[{resource: configmaps, verbs: [get]}]")]
    public async Task Verbs_of_the_scope_are_not_dodged_by_a_rule_of_every_verb(string resources, params string[] open) =>
        Validated.Open(await Validated.ReportAsync(
            Validated.Policy($", resources: {resources}"),
            ShopPolicy.Grant("r", "User", "jane", "resources: [secrets], verbs: [\"*\"]"))).ShouldBe(open);

    [Test]
    public async Task What_an_aggregated_role_gives_to_a_group_is_found()
    {
        var report = await Validated.ReportAsync(
            Validated.Policy(Secrets), ShopPolicy.Bind("editors", "Group", "editors", "ClusterRole", "edit"));

        Validated.Open(report).ShouldContain("group:editors list secrets");
        report.Findings.ShouldContain(finding => finding.Rule.Id == "HR701" && finding.Message.Contains("secrets"));
    }

    [Test]
    public async Task What_everybody_has_is_found_where_a_service_account_has_it() =>
        Validated.Open(await Validated.ReportAsync(
            Validated.Policy(Secrets), ShopPolicy.Grant("r", "Group", "system:serviceaccounts", "resources: [secrets], verbs: [get]")))
            .ShouldContain("group:system:serviceaccounts get secrets");

    [Test]
    public async Task Proxies_that_are_not_in_the_scope_are_not_judged()
    {
        var report = await Validated.ReportAsync(
            Validated.Policy(Secrets),
            ShopPolicy.Grant("r", "User", "jane", "resources: [services/proxy, pods/exec], verbs: [get, create]"));

        report.Cells.ShouldNotContain(cell => cell.Cell.Question.Resource.EndsWith("/proxy"));
        report.Findings.Where(finding => finding.Rule.Severity >= Severity.High).ShouldBeEmpty();
        report.Outcome.ShouldBe(Outcome.AsExpected);
    }

    [TestCase("resources: [gadgets], verbs: [get]", "example.com", "user:jane get gadgets.example.com")]
    [TestCase("resources: [\"*\"], verbs: [get]", "example.com", "user:jane get *.example.com")]
    [TestCase("resources: [\"*/scale\"], verbs: [update]", "apps", "user:jane update */scale.apps")]
    [TestCase("resources: [pods], verbs: [get]", "apps", null)]
    [TestCase("resources: [nodes, persistentvolumes], verbs: [get]", "", null)]
    [TestCase("resources: [clusterroles], verbs: [\"*\"]", "rbac.authorization.k8s.io",
        "user:jane bind clusterroles.rbac.authorization.k8s.io")]
    public async Task In_a_world_of_everything_rules_are_judged_by_their_own_words(string rule, string group, string? open)
    {
        var manifests = ShopPolicy.Grant("r", "User", "jane", rule).Replace("[\"\"]", $"[\"{group}\"]", StringComparison.Ordinal);

        Validated.Open(await Validated.ReportAsync(Validated.Policy(", resources: [\"*\"]"), manifests))
            .ShouldBe(open is null ? [] : [open]);
    }

    [Test]
    public async Task What_is_in_no_namespace_is_judged_where_it_is_named_and_by_what_holds_everywhere()
    {
        const string scope = ", resources: [{resource: users, verbs: [impersonate]}]";
        const string role = "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: act}, "
            + "rules: [{apiGroups: [\"\"], resources: [users], verbs: [\"*\"]}]}";
        const string everywhere = "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: act}, "
            + "roleRef: {kind: ClusterRole, name: act}, subjects: [{kind: User, name: jane}]}";

        Validated.Open(await Validated.ReportAsync(Validated.Policy(scope), role, everywhere))
            .ShouldBe(["user:jane impersonate users cluster-wide"]);
        var inNamespace = ShopPolicy.Bind("act", "User", "jane", "ClusterRole", "act");
        Validated.Open(await Validated.ReportAsync(Validated.Policy(scope), role, inNamespace)).ShouldBeEmpty();
    }

    [TestCase(", resources: [secrets]", "secrets")]
    [TestCase(", resources: [\"*\"]", "*")]
    [TestCase(", resources: [{resource: secrets, verbs: [get]}]", "secrets")]
    public async Task A_role_that_is_not_known_leaves_undecided_what_it_could_open(string scope, string resource)
    {
        var report = await Validated.ReportAsync(
            Validated.Policy(scope), ShopPolicy.Bind("odd", "User", "jane", "ClusterRole", "from-elsewhere"));

        report.Cells.ShouldContain(cell => cell.Outcome == CellOutcome.Undecided && cell.Cell.Question.Resource == resource);
        report.Outcome.ShouldBe(Outcome.Undecided);
    }

    [Test]
    public async Task A_role_that_is_not_known_may_open_more_than_a_known_one_gives_a_consumer()
    {
        var policy = Validated.Policy(Secrets, $"consumers: [{Validated.Group("readers", "allow: [{resource: secrets, verbs: [get]}]")}]");

        var report = await Validated.ReportAsync(
            policy, ShopPolicy.Grant("r", "Group", "readers", "resources: [secrets], verbs: [get]"),
            ShopPolicy.Bind("odd", "Group", "readers", "ClusterRole", "from-elsewhere"));

        report.Outcome.ShouldBe(Outcome.Undecided);
        report.Cells.ShouldContain(cell => cell.Outcome == CellOutcome.Undecided && cell.Cell.Question.Verb == "delete");
    }

    [Test]
    public async Task Where_there_are_too_many_cells_the_rest_is_named_and_nothing_is_decided()
    {
        var rbac = new IndexedRbac(ShopPolicy.Snapshot(ShopPolicy.Granted));
        var report = await new Validator(ShopPolicy.Policy, [new EvaluatedSource("manifests", rbac)], [rbac]) { Most = 10 }
            .RunAsync(new Progress<string>(), CancellationToken.None);

        report.Cells.Count.ShouldBe(10);
        report.NotDecided.ShouldHaveSingleItem().ShouldStartWith("only the first 10 cells were asked about, and at least ");
        report.Outcome.ShouldBe(Outcome.Undecided);
    }

    [Test]
    public void A_world_of_everything_grows_with_the_rules_and_not_with_what_there_is()
    {
        var accounts = Enumerable.Range(0, 1000).Select(i => RbacSubject.ServiceAccount("shop", $"a{i}")).ToList();
        var roles = Enumerable.Range(0, 100).Select(i => new RbacRole(
            "shop", $"r{i}", [new RbacRule(["", "apps"], ["configmaps", "deployments"], [$"n{i}"], ["get", "update"])])).ToList();
        var bindings = Enumerable.Range(0, 10_000).Select(i => new RbacBinding(
            "shop", $"b{i}", "Role", $"r{i % 100}", [accounts[i / 10]])).ToList();
        var policy = AccessPolicyReader.Parse("a.yaml", Validated.Policy(", resources: [\"*\"]"));
        var rbac = new IndexedRbac(new("test", roles, bindings) { IsAggregated = true, ServiceAccounts = accounts });

        // Each grant opens four things; of each account a dozen questions stand for the rest.
        CellPlan.Of(policy, AnalysedRbac.For(policy, rbac)).Count.ShouldBeInRange(40_000, 53_000);
    }

    [Test]
    public async Task A_policy_that_closes_a_namespace_counts_beside_one_that_leaves_it_open()
    {
        var open = Validated.Policy(", world: open", $"consumers: [{Validated.Group("a", "deny: [{resource: pods, verbs: [get]}]")}]");
        string[] stranger = [ShopPolicy.Grant("r", "User", "jane", "resources: [secrets], verbs: [get]")];

        Validated.Open(await Validated.ReportAsync([open], stranger)).ShouldBeEmpty();
        Validated.Open(await Validated.ReportAsync([open, Validated.Policy(Secrets)], stranger)).ShouldBe(["user:jane get secrets"]);
        Validated.Open(await Validated.ReportAsync([Validated.Policy(Secrets), open], stranger)).ShouldBe(["user:jane get secrets"]);
        Validated.Open(await Validated.ReportAsync([open, Validated.Policy(Secrets, ns: "stock")], stranger)).ShouldBeEmpty();
    }

    [Test]
    public async Task A_node_s_proxy_has_to_be_allowed_by_those_policies_that_judge_it()
    {
        const string allowed = "consumers: [{name: m, subject: {kind: User, name: m}, allow: [{resource: nodes/proxy, verbs: [get]}]}]";
        const string given = "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: node}, "
            + "rules: [{apiGroups: [\"\"], resources: [nodes/proxy], verbs: [get]}]}\n---\n"
            + "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: node}, "
            + "roleRef: {kind: ClusterRole, name: node}, subjects: [{kind: User, name: m}]}";

        var (shop, stock) = (Validated.Policy("", allowed), Validated.Policy("", ns: "stock"));
        (await Validated.ReportAsync([shop, Validated.Policy(Secrets, ns: "stock")], given)).Violations.ShouldBeEmpty();
        (await Validated.ReportAsync([shop, stock], given)).Violations.ShouldNotBeEmpty();
    }
}
