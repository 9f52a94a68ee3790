using Harness.Rbac.Bootstrap;
using Harness.Rbac.Differences;
using Harness.Rbac.Objects;

namespace Harness.Tests.Rbac.Differences;

/// <summary>A cluster with manifests applied: what Kubernetes itself makes in kube-system is never lost.</summary>
internal sealed class AppliedSnapshotTests
{
    private const string Locker = "system::leader-locking-kube-scheduler";
    private static readonly RbacSnapshot Cluster =
        new("cluster", BootstrapObjects.Of(null).Roles, BootstrapObjects.Of(null).Bindings) { IsAggregated = true };

    private static readonly RbacSnapshot Files = new("files", [new RbacRole("kube-system", "ours", [])], []);

    [TestCase(true)]
    [TestCase(false)]
    public void What_Kubernetes_makes_again_is_neither_lost_nor_gained(bool isFromLive)
    {
        var applied = AppliedSnapshot.Of(Cluster, Files);

        var (from, to) = isFromLive ? (Cluster, applied) : (applied, Cluster);
        AccessDifference.Between(from, to).IsNone.ShouldBeTrue();
    }

    [Test]
    public void What_others_added_to_it_is_lost_as_everything_else_in_the_namespace()
    {
        var more = new RbacRule([""], ["secrets"], [], ["get"]);
        var mallory = new RbacSubject(RbacSubjectKind.User, "mallory");
        var cluster = Cluster with
        {
            Roles = [.. Cluster.Roles.Select(role => role.Name == Locker ? role with { Rules = [.. role.Rules, more] } : role)],
            Bindings = [.. Cluster.Bindings.Select(one => one.Name == Locker ? one with { Subjects = [.. one.Subjects, mallory] } : one)],
        };

        var lost = AccessDifference.Between(cluster, AppliedSnapshot.Of(cluster, Files)).Lost;

        lost.ShouldContain(change => change.Action.Resource == "secrets" && change.Subject.Name == "system:kube-scheduler");
        lost.ShouldContain(change => change.Action.Resource == "leases" && change.Subject.IsSame(mallory));
        lost.ShouldNotContain(change => change.Action.Resource == "leases" && change.Subject.Name == "system:kube-scheduler");
    }

    /// <summary>The file says nothing of rules, labels and subjects: an apply may leave all three.</summary>
    [Test]
    public void What_a_file_does_not_mention_is_not_lost()
    {
        var everything = new RbacRule(["*"], ["*"], [], ["*"]);
        var cluster = new RbacSnapshot(
            "cluster",
            [
                new RbacRole("shop", "evil", [everything]), new RbacRole(null, "sum", [everything]) { Aggregates = [Selector] },
                new RbacRole(null, "part", [everything]) { Labels = Selector.MatchLabels },
            ],
            [Bind("shop", "Role", "evil"), Bind(null, "ClusterRole", "sum")])
        {
            IsAggregated = true,
        };
        var files = new RbacSnapshot(
            "files",
            [
                new RbacRole("shop", "evil", []) { LeavesOutRules = true }, new RbacRole(null, "sum", []) { LeavesOutRules = true },
                new RbacRole(null, "part", [everything]),
            ],
            [Silent(Bind("shop", "Role", "evil")), Silent(Bind(null, "ClusterRole", "sum"))]);

        var applied = AppliedSnapshot.Of(cluster, files);

        AccessDifference.Between(cluster, applied).IsNone.ShouldBeTrue();
        applied.Notes.Count.ShouldBe(4);
    }

    private static RbacBinding Silent(RbacBinding binding) => binding with { Subjects = [], LeavesOutSubjects = true };

    private static LabelSelector Selector => new(new Dictionary<string, string> { ["to"] = "sum" }, []);

    private static RbacBinding Bind(string? ns, string kind, string role) =>
        new(ns, "b", kind, role, [new RbacSubject(RbacSubjectKind.User, "jane")]);
}
