using CsCheck;
using Harness.Rbac.Differences;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;
using Harness.Scenarios.Rbac;

namespace Harness.Tests.Rbac.Differences;

internal sealed class AccessDifferenceTests
{
    private static readonly RbacSubject Consumer = new(RbacSubjectKind.ServiceAccount, "consumer", "shop");

    [Test]
    public void A_verb_more_is_gained_and_back_again_lost()
    {
        var (narrow, wide) = (Snapshot(Rule(["hello-app"], "get")), Snapshot(Rule(["hello-app"], "get", "create")));

        var gained = AccessDifference.Between(narrow, wide).Gained.ShouldHaveSingleItem();

        gained.Subject.ToString().ShouldBe("serviceaccount:shop/consumer");
        gained.Action.ToString().ShouldBe("create services/proxy \"hello-app\" in namespace shop");
        gained.By.ToString().ShouldBe("RoleBinding shop/b → Role shop/r");
        AccessDifference.Between(wide, narrow).Lost.ShouldHaveSingleItem().Action.ShouldBe(gained.Action);
    }

    [Test]
    public void Without_its_names_a_rule_gains_all_names_and_loses_none()
    {
        var difference = AccessDifference.Between(Snapshot(Rule(["hello-app"], "get")), Snapshot(Rule([], "get")));

        difference.Gained.ShouldHaveSingleItem().Action.Name.ShouldBeNull();
        difference.Lost.ShouldBeEmpty();
    }

    [Test]
    public void What_is_gained_more_widely_as_well_is_told_once()
    {
        var difference = AccessDifference.Between(
            Snapshot(), Snapshot(Rule(["hello-app"], "get"), Rule([], "get"), Rule(["other"], "get")));

        difference.Gained.ShouldHaveSingleItem().Action.Name.ShouldBeNull();
    }

    [Test]
    public void The_same_rule_split_renamed_or_given_by_a_cluster_role_is_no_difference()
    {
        var one = Snapshot(Rule(["a", "b"], "get", "create"));
        var other = new RbacSnapshot(
            "other",
            [new RbacRole(null, "first", [Rule(["a"], "get"), Rule(["b"], "get")]), new RbacRole(
                "shop", "second", [Rule(["b", "a"], "create")])],
            [new RbacBinding("shop", "x", "ClusterRole", "first", [Consumer]), new RbacBinding(
                "shop", "y", "Role", "second", [new RbacSubject(RbacSubjectKind.User, "system:serviceaccount:shop:consumer")])]);

        AccessDifference.Between(one, other).IsNone.ShouldBeTrue();
    }

    [Test]
    public void What_a_group_has_anyhow_a_member_does_not_gain()
    {
        var group = new RbacSubject(RbacSubjectKind.Group, "system:serviceaccounts:shop");
        var byGroup = Snapshot([Rule([], "get")], group);

        AccessDifference.Between(byGroup, Snapshot([Rule([], "get")], group, Consumer)).IsNone.ShouldBeTrue();
        AccessDifference.Between(byGroup, Snapshot([Rule([], "get")], Consumer)).Lost.ShouldHaveSingleItem().Subject.ShouldBe(group);
    }

    [Test]
    public void A_binding_to_a_role_that_is_not_there_is_told_as_such()
    {
        var unknown = new RbacSnapshot("unknown", [], [new RbacBinding("shop", "b", "ClusterRole", "edit", [Consumer])]);

        AccessDifference.Between(Snapshot(), unknown).Gained.ShouldHaveSingleItem().Action.ToString()
            .ShouldBe("whatever ClusterRole edit allows, which is not known, in namespace shop");
        AccessDifference.Between(unknown, unknown).IsNone.ShouldBeTrue();
    }

    [Test]
    public void One_path_spelled_with_more_stars_is_gained_once()
    {
        var monitor = new RbacRole(null, "monitor", [new RbacRule([], [], [], ["get"]) { NonResourceUrls = ["/metrics*", "/metrics**"] }]);
        var wide = new RbacSnapshot("test", [monitor], [new RbacBinding(null, "b", "ClusterRole", "monitor", [Consumer])]);

        AccessDifference.Between(Snapshot(), wide).Gained.ShouldHaveSingleItem().Action.ToString().ShouldBe("get /metrics*");
    }

    [Test]
    public void Dead_resources_are_no_access() => AccessDifference.Between(
        Snapshot(), Snapshot(new RbacRule([""], ["services/*", "*/*", "pod*"], [], ["get"]))).IsNone.ShouldBeTrue();

    [Test]
    public void Manifests_beside_a_cluster_replace_their_namespaces_and_names_and_leave_the_rest()
    {
        var elsewhere = new RbacBinding("bank", "b", "ClusterRole", "edit", [Consumer]);
        var cluster = new RbacSnapshot(
            "cluster", [new RbacRole(null, "edit", [Rule([], "get")]), new RbacRole("shop", "old", [])],
            [elsewhere, new RbacBinding("shop", "old", "ClusterRole", "edit", [Consumer]), new RbacBinding(
                null, "all", "ClusterRole", "edit", [Consumer])]);
        var manifests = new RbacSnapshot("manifests", [],
            [
                new RbacBinding("shop", "new", "ClusterRole", "edit", []),
                new RbacBinding(null, "all", "ClusterRole", "edit", [Consumer with { Name = "other" }]),
            ]);

        var applied = AppliedSnapshot.Of(cluster, manifests);

        applied.Roles.Select(role => role.ToString()).ShouldBe(["ClusterRole edit"]);
        applied.Bindings.ShouldBe([elsewhere, .. manifests.Bindings]);
    }

    /// <summary>Two graphs of the same words.</summary>
    [Test]
    public void What_the_evaluator_allows_before_and_not_after_is_lost() =>
        Gen.Select(RandomGraph.Of("g", ["shop", "bank"], cells: 60), RandomGraph.Of("g", ["shop", "bank"], cells: 1)).Sample(
        (one, two) =>
        {
            var (before, after) = (new AccessEvaluator(one.Snapshot), new AccessEvaluator(two.Snapshot));
            var difference = AccessDifference.Between(one.Snapshot, two.Snapshot);
            var cells = one.Cells.Where(cell => before.Decide(cell.Subject, cell.Question).Allowed
                && !after.Decide(cell.Subject, cell.Question).Allowed);
            foreach (var cell in cells)
                difference.Lost.ShouldContain(change => NamesHim(change, cell), cell.ToString());
            AccessDifference.Between(one.Snapshot, one.Snapshot).IsNone.ShouldBeTrue();
        },
        iter: 500);

    private static bool NamesHim(AccessChange change, GraphCell cell)
    {
        var subject = change.Subject.ToAccessSubject();
        var isHis = change.Subject.Kind == RbacSubjectKind.Group
            ? cell.Subject.Groups.Contains(change.Subject.Name)
            : subject.User == cell.Subject.User;
        var rule = change.By.Rule?.Rule;
        return isHis && rule?.Allows(cell.Question) == true
            && (change.Action.Namespace is null || change.Action.Namespace == cell.Question.Namespace);
    }

    private static RbacRule Rule(string[] names, params string[] verbs) => new([""], ["services/proxy"], names, verbs);

    private static RbacSnapshot Snapshot(params RbacRule[] rules) => Snapshot(rules, Consumer);

    private static RbacSnapshot Snapshot(RbacRule[] rules, params RbacSubject[] subjects) =>
        new("test", [new RbacRole("shop", "r", rules)], [new RbacBinding("shop", "b", "Role", "r", subjects)]);
}
