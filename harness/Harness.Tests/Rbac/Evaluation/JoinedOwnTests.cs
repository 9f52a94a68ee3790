using Harness.Rbac.Bootstrap;
using Harness.Rbac.Differences;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;
using Harness.Tests.Rbac.Validation;

namespace Harness.Tests.Rbac.Evaluation;

/// <summary>
/// Files that take something away from Kubernetes' own roles and bindings: the API server puts it back at its next start, as was seen on
/// 1.36 by a restart, unless the annotation forbids it.
/// </summary>
internal sealed class JoinedOwnTests
{
    private const string Edit = "system:aggregate-to-edit";
    private static readonly RbacSubject Evil = new(RbacSubjectKind.User, "evil");
    private static readonly AccessQuestion Proxy = new("shop", "", "services/proxy", "web", "get");

    [TestCase("", true)]
    [TestCase(", labels: {AUTO: \"false\"}", true)]
    [TestCase(", annotations: {AUTO: \"true\"}", true)]
    [TestCase(", annotations: {AUTO: \"false\"}", false)]
    public void Rules_that_a_file_takes_away_count_unless_it_forbids_that_they_are_put_back(string annotation, bool isAllowed)
    {
        var metadata = annotation.Replace("AUTO", "rbac.authorization.kubernetes.io/autoupdate", StringComparison.Ordinal);
        var file = $"kind: ClusterRole\nmetadata: {{name: \"{Edit}\"{metadata}}}\nrules: []";
        foreach (var joined in new[] { JoinedSnapshot.Of(Cluster(), Files(file)), AppliedSnapshot.Of(Cluster(), Files(file)) })
        {
            new IndexedRbac(joined).Evaluator.Decide(Evil.ToAccessSubject(), Proxy).Allowed.ShouldBe(isAllowed);
            joined.Notes.Count(note => note.StartsWith(
                $"ClusterRole {Edit} (rbac.yaml:1) takes away some of what Kubernetes itself gives: the API server puts that back at its "
                + "next start, so it is judged",
                StringComparison.Ordinal)).ShouldBe(isAllowed ? 1 : 0);
        }

        new IndexedRbac(Files(file)).Evaluator.Snapshot.Roles.Single(role => role.Name == Edit).Rules.Count.ShouldBe(
            isAllowed ? BootstrapObjects.Of(BootstrapObjects.Newest).Roles.Single(role => role.Name == Edit).Rules.Count : 0);
    }

    [Test]
    public void What_others_added_goes_with_the_apply()
    {
        var more = Cluster() with
        {
            Roles = [.. Cluster().Roles.Select(role => role.Name == Edit ? role with { Rules = [.. role.Rules, Nodes] } : role)],
        };

        JoinedSnapshot.Of(more, Files($"kind: ClusterRole\nmetadata: {{name: \"{Edit}\"}}\nrules: []")).Roles
            .Single(role => role.Name == Edit).Rules.ShouldNotContain(Nodes);
    }

    [Test]
    public void Rules_that_cover_what_is_there_are_taken_as_they_are()
    {
        var joined = JoinedSnapshot.Of(
            Cluster(),
            Files($$"""
                kind: ClusterRole
                metadata: {name: "{{Edit}}"}
                rules: [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]
                """));

        joined.Roles.Single(role => role.Name == Edit).Rules.ShouldHaveSingleItem();
        joined.Notes.ShouldBeEmpty();
    }

    [TestCase(true)]
    [TestCase(false)]
    public void What_is_gone_already_is_put_back_all_the_same(bool isVersionKnown)
    {
        var file = $"kind: ClusterRole\nmetadata: {{name: \"{Edit}\"}}\nrules: []";
        var applied = Cluster() with
        {
            Roles = [.. Cluster().Roles.Select(role => role.Name == Edit ? role with { Rules = [] } : role)],
            ServerVersion = isVersionKnown ? BootstrapObjects.Newest : null,
        };

        var joined = JoinedSnapshot.Of(applied, Files(file));

        new IndexedRbac(joined).Evaluator.Decide(Evil.ToAccessSubject(), Proxy).Allowed.ShouldBeTrue();
        joined.Notes.ShouldHaveSingleItem();
    }

    [TestCase("{name: \"system:aggregate-to-edit\", annotations: {AUTO: \"false\"}}")]
    [TestCase("{name: edit, annotations: {AUTO: \"false\"}}\nrules: []")]
    public void What_a_file_alone_leaves_out_stays_as_every_cluster_has_it(string metadata)
    {
        var text = metadata.Replace("AUTO", "rbac.authorization.kubernetes.io/autoupdate", StringComparison.Ordinal);
        var files = Files($"kind: ClusterRole\nmetadata: {text}");
        RbacBinding[] bound = [new("shop", "b", "ClusterRole", Edit, [Evil]), new("shop", "c", "ClusterRole", "edit", [Evil])];
        var rbac = new IndexedRbac(files with { Bindings = [.. bound.Where(one => one.RoleName == files.Roles[0].Name)] });

        rbac.Evaluator.Decide(Evil.ToAccessSubject(), Proxy).Allowed.ShouldBeTrue();
        rbac.Snapshot.Notes.ShouldHaveSingleItem().ShouldContain(" has no ");
    }

    [Test]
    public void Subjects_are_put_back()
    {
        var joined = JoinedSnapshot.Of(
            Cluster(),
            Files("""
                kind: ClusterRoleBinding
                metadata: {name: system:discovery}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: system:discovery}
                subjects: []
                """));

        joined.Bindings.Single(one => one.Name == "system:discovery").Subjects.ShouldContain(one => one.Name == "system:authenticated");
        joined.Notes.ShouldHaveSingleItem().ShouldContain("autoupdate: \"false\" in the file keeps it from that");
    }

    [Test]
    public void Selectors_are_put_back()
    {
        var joined = JoinedSnapshot.Of(
            Cluster(),
            Files("""
                kind: ClusterRole
                metadata: {name: edit}
                aggregationRule: {clusterRoleSelectors: [{matchLabels: {to: nobody}}]}
                rules: []
                """));

        new IndexedRbac(joined).Evaluator.Decide(Evil.ToAccessSubject(), Proxy with { Namespace = "other" }).Allowed.ShouldBeTrue();
    }

    private static RbacRule Nodes { get; } = new([""], ["nodes/proxy"], [], ["get"]);

    /// <summary>Evil holds the part of edit in one namespace, and edit as it is aggregated in another.</summary>
    private static RbacSnapshot Cluster()
    {
        var own = BootstrapObjects.Of(BootstrapObjects.Newest);
        RbacBinding[] bound = [new("shop", "b", "ClusterRole", Edit, [Evil]), new("other", "b", "ClusterRole", "edit", [Evil])];
        return new RbacSnapshot("cluster", own.Roles, [.. own.Bindings, .. bound])
        {
            IsAggregated = true,
            ServerVersion = BootstrapObjects.Newest,
        };
    }

    private static RbacSnapshot Files(string text) => ShopPolicy.Snapshot($"apiVersion: rbac.authorization.k8s.io/v1\n{text}");
}
