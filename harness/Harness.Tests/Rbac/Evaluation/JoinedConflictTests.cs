using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;
using Harness.Tests.Rbac.Validation;

namespace Harness.Tests.Rbac.Evaluation;

/// <summary>Files that name what a cluster has already.</summary>
internal sealed class JoinedConflictTests
{
    private static readonly AccessQuestion Any = new("shop", "", "services/proxy", "any", "get");

    [Test]
    public void A_binding_to_another_role_does_not_hide_the_one_that_stays()
    {
        var cluster = Binding("wide");
        var files = ShopPolicy.Snapshot(ShopPolicy.Bind("b", "User", "jane", "ClusterRole", "narrow"));

        var joined = JoinedSnapshot.Of(cluster, files);

        new AccessEvaluator(joined).Decide(AccessSubject.Parse("jane"), Any).Allowed.ShouldBeTrue();
        joined.Notes.ShouldHaveSingleItem().ShouldBe(
            "RoleBinding shop/b (rbac.yaml:1) binds ClusterRole narrow, and the one on the cluster ClusterRole wide: no API server changes "
            + "a roleRef, so both are judged; delete the old binding first");
    }

    [Test]
    public void A_binding_to_the_same_role_is_replaced_by_the_file()
    {
        var files = ShopPolicy.Snapshot(ShopPolicy.Bind("b", "User", "john", "ClusterRole", "wide"));

        var joined = JoinedSnapshot.Of(Binding("wide"), files);

        new AccessEvaluator(joined).Decide(AccessSubject.Parse("jane"), Any).Allowed.ShouldBeFalse();
        joined.Notes.ShouldBeEmpty();
    }

    private static RbacSnapshot Binding(string role) => new(
        "cluster",
        [new RbacRole(null, "wide", [new RbacRule([""], ["services/proxy"], [], ["get"])]), new RbacRole(null, "narrow", [])],
        [new RbacBinding("shop", "b", "ClusterRole", role, [new RbacSubject(RbacSubjectKind.User, "jane")])])
    {
        IsAggregated = true,
    };
}
