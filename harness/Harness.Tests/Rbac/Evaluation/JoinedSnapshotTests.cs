using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;

namespace Harness.Tests.Rbac.Evaluation;

/// <summary>Manifests on a cluster: what the cluster has need not be in them.</summary>
internal sealed class JoinedSnapshotTests
{
    private static readonly AccessQuestion GetWeb = new("shop", "", "services/proxy", "web", "get");
    private static readonly RbacSubject Jane = new(RbacSubjectKind.User, "jane");
    private static readonly RbacSubject John = new(RbacSubjectKind.User, "john");
    private static readonly RbacBinding ToJane = new("shop", "jane", "ClusterRole", "reader", [Jane]);

    [Test]
    public void A_role_that_only_the_cluster_has_is_known()
    {
        var joined = JoinedSnapshot.Of(
            new RbacSnapshot("cluster", [Reader("web")], []) { IsAggregated = true }, new RbacSnapshot("files", [], [ToJane]));

        Allows(joined).ShouldBeTrue();
        joined.Origin.ShouldBe("files on cluster");
    }

    [Test]
    public void Of_the_same_object_the_files_counts()
    {
        var cluster = new RbacSnapshot("cluster", [Reader("web")], [ToJane]) { IsAggregated = true };

        Allows(JoinedSnapshot.Of(cluster, new RbacSnapshot("files", [Reader("other")], []))).ShouldBeFalse();
        Allows(JoinedSnapshot.Of(cluster, new RbacSnapshot("files", [], [ToJane with { Subjects = [John] }]))).ShouldBeFalse();
        Allows(JoinedSnapshot.Of(cluster, new RbacSnapshot("files", [], []))).ShouldBeTrue();
    }

    [Test]
    public void A_role_that_neither_has_gives_nothing_and_that_is_certain()
    {
        var evaluator = new AccessEvaluator(JoinedSnapshot.Of(
            new RbacSnapshot("cluster", [], []) { IsAggregated = true }, new RbacSnapshot("files", [], [ToJane])));

        evaluator.Undecided(Jane.ToAccessSubject(), GetWeb).ShouldBeEmpty();
    }

    [Test]
    public void A_role_that_aggregates_takes_over_what_the_files_add()
    {
        var view = new RbacRole(null, "reader", [])
        {
            Aggregates = [new LabelSelector(new Dictionary<string, string> { ["to"] = "reader" }, [])],
        };
        var added = Reader("web") with { Name = "added", Labels = new Dictionary<string, string> { ["to"] = "reader" } };

        Allows(JoinedSnapshot.Of(
            new RbacSnapshot("cluster", [view], [ToJane]) { IsAggregated = true }, new RbacSnapshot("files", [added], []))).ShouldBeTrue();
    }

    private static RbacRole Reader(string service) =>
        new(null, "reader", [new RbacRule([""], ["services/proxy"], [service], ["get"])]);

    private static bool Allows(RbacSnapshot snapshot) => new AccessEvaluator(snapshot).Decide(Jane.ToAccessSubject(), GetWeb).Allowed;
}
