using Harness.Rbac.Evaluation;
using Harness.Rbac.Findings;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;

namespace Harness.Tests.Rbac.Findings;

internal sealed class RbacAnalysisTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    private static RbacSample Sample(string name) => RbacSample.All.Single(sample => sample.Name == name);

    [Test]
    public void The_order_of_the_objects_makes_no_difference()
    {
        foreach (var sample in RbacSample.All)
        {
            var turned = sample.Snapshot with
            {
                Roles = [.. sample.Snapshot.Roles.Reverse()],
                Bindings = [.. sample.Snapshot.Bindings.Reverse()],
            };

            Texts(Analyse(turned, sample.Policy, Today)).ShouldBe(Texts(Analyse(sample.Snapshot, sample.Policy, Today)), sample.Name);
        }
    }

    [Test]
    public void Without_a_policy_everything_is_judged_by_itself_alone()
    {
        var sample = Sample("702-bound-in-the-wrong-namespace");
        var roles = sample.Snapshot.Roles.Select(role => role with { Rules = [role.Rules[0] with { ResourceNames = [] }] });
        var wide = sample.Snapshot with { Roles = [.. roles] };

        Analyse(wide, sample.Policy, Today).Select(finding => finding.Rule.Id).ShouldBe(["HR702"]);
        Analyse(wide, null, Today).Select(finding => (finding.Rule.Id, finding.On)).ShouldBe([("HR101", "Role tools/dashboard")]);
    }

    [Test]
    public void Without_a_policy_a_broad_role_beside_a_named_service_tells_that_it_was_not_meant()
    {
        Analyse(Sample("601-edit-for-a-consumer").Snapshot, null, Today).Select(finding => finding.Rule.Id)
            .ShouldBe(["HR101", "HR503", "HR504", "HR505", "HR505"]);

        var findings = Analyse(Sample("605-edit-left-over").Snapshot, null, Today);

        findings.Select(finding => finding.Rule.Id).ShouldBe(["HR101", "HR404", "HR405", "HR503", "HR504", "HR505", "HR505", "HR601"]);
        findings[^1].Message.ShouldBe(
            "serviceaccount:shop/dashboard has services/proxy of \"orders\", "
            + "but RoleBinding shop/dashboard-debug gives it all of ClusterRole edit in namespace shop");
    }

    [Test]
    public void Every_finding_says_who_or_what_by_which_way_and_how_to_fix_it()
    {
        foreach (var finding in RbacSample.All.SelectMany(sample => Analyse(sample.Snapshot, sample.Policy, Today)))
        {
            finding.Message.ShouldNotEndWith(".");
            finding.Evidence.ShouldNotBeEmpty();
            finding.Evidence.ShouldAllBe(step => step.Text.Length > 0);
            finding.Fix.ShouldNotBeNullOrWhiteSpace();
        }
    }

    [Test]
    public void The_evidence_is_the_way_from_binding_by_role_to_rule()
    {
        var sample = Sample("602-aggregated-into-view");

        var beyond = Analyse(sample.Snapshot, sample.Policy, Today).Single(finding => finding.Rule.Id == "HR701");

        beyond.Evidence.Select(step => (step.Text, step.Location?.Line)).ShouldBe(
        [
            ("RoleBinding shop/auditors to group:auditors", 34),
            ("ClusterRole view", null),
            ("aggregates ClusterRole view-services", 2),
            ("""apiGroups: [""], resources: ["services/proxy"], verbs: ["get"]""", 9),
        ]);
        beyond.Subject.ShouldBe(new RbacSubject(RbacSubjectKind.Group, "auditors") { Location = beyond.Evidence[0].Location });
    }

    [Test]
    public void A_cluster_says_itself_what_its_default_roles_are()
    {
        var sample = Sample("601-edit-for-a-consumer");
        var cluster = sample.Snapshot with { IsAggregated = true, Roles = [new RbacRole(null, "edit", [])] };

        Analyse(cluster, sample.Policy, Today).ShouldNotContain(finding => finding.Rule.Id == "HR701");
        Analyse(sample.Snapshot, sample.Policy, Today).ShouldContain(finding => finding.Rule.Id == "HR701");
    }

    [TestCase(RbacSubjectKind.Group, "system:unauthenticated", "HR305")]
    [TestCase(RbacSubjectKind.User, "system:anonymous", "HR305")]
    [TestCase(RbacSubjectKind.User, "system:unauthenticated", "HR307")]
    [TestCase(RbacSubjectKind.Group, "system:anonymous", "HR307")]
    public void Anybody_without_a_credential_is_nobody_where_the_kind_is_wrong(RbacSubjectKind kind, string name, string found)
    {
        var role = new RbacRole("shop", "orders", [new RbacRule([""], ["services/proxy"], ["orders"], ["get"])]);
        var snapshot = new RbacSnapshot("test", [role], [new RbacBinding("shop", "open", "Role", "orders", [new RbacSubject(kind, name)])]);

        Analyse(snapshot, null, Today).Select(finding => finding.Rule.Id).ShouldBe([found]);
    }

    [TestCase("services/*", "write resources: [\"services/proxy\"]")]
    [TestCase("*/*", "write resources: [\"services/proxy\"]")]
    [TestCase("deployments/*", "name the sub-resources, e.g. deployments/status")]
    public void A_dead_wildcard_is_fixed_by_a_proxy_where_there_is_one(string dead, string fix)
    {
        var snapshot = new RbacSnapshot("test", [new RbacRole("shop", "r", [new RbacRule([""], [dead], [], ["get"])])], []);

        Analyse(snapshot, null, Today).Single(finding => finding.Rule.Id == "HR201").Fix.ShouldBe(fix);
    }

    [Test]
    public void What_is_not_known_is_not_missed()
    {
        var sample = Sample("221-service-misspelt");
        var unknown = sample.Snapshot with { Services = null, ServiceAccounts = null };

        Analyse(unknown, sample.Policy, Today).Select(finding => finding.Rule.Id).ShouldBe(["HR701", "HR702"]);
    }

    private static IReadOnlyList<Finding> Analyse(RbacSnapshot snapshot, AccessPolicy? policy, DateOnly today) =>
        RbacAnalysis.Analyse(new IndexedRbac(snapshot), policy, today);

    private static IEnumerable<string> Texts(IReadOnlyList<Finding> findings) =>
        findings.Select(finding => $"{finding.Rule.Id} {finding.Location} {finding.On}: {finding.Message}; {finding.Fix}");
}
