using Harness.Rbac.Analysis;
using Harness.Rbac.Bootstrap;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Findings;
using Harness.Rbac.Objects;

namespace Harness.Tests.Rbac.Findings;

internal sealed class KubernetesOwnTests
{
    private const string Controller = "system:controller:endpoint-controller";
    private static readonly RbacRule OpensAll = new([""], ["services/proxy"], [], ["get"]);

    // Bindings that a cluster has at birth, and the same with one thing changed by somebody.
    [TestCase("cluster-admin", "cluster-admin", "Group", null, "system:masters", true)]
    [TestCase("anything", "cluster-admin", "Group", null, "system:masters", true, Description = "of whom RBAC is not asked")]
    [TestCase("system:kube-controller-manager", "system:kube-controller-manager", "User", null, "system:kube-controller-manager", true)]
    [TestCase("system:node-proxier", "system:node-proxier", "User", null, "system:kube-proxy", true)]
    [TestCase("system:monitoring", "system:monitoring", "Group", null, "system:monitoring", true)]
    [TestCase("system:discovery", "system:discovery", "Group", null, "system:authenticated", true)]
    [TestCase(Controller, Controller, "ServiceAccount", "kube-system", "endpoint-controller", true)]
    [TestCase(Controller, Controller, "ServiceAccount", "shop", "endpoint-controller", false)]
    [TestCase(Controller, Controller, "ServiceAccount", "kube-system", "helper", false)]
    [TestCase("system:mine", Controller, "ServiceAccount", "kube-system", "endpoint-controller", false)]
    [TestCase("system:mine", "system:mine", "ServiceAccount", "kube-system", "mine", false)]
    [TestCase("cluster-admin", "cluster-admin", "User", null, "system:kube-proxy", false)]
    [TestCase("system:node-proxier", "cluster-admin", "User", null, "system:kube-proxy", false)]
    [TestCase("system:monitoring", "system:monitoring", "User", null, "system:monitoring", false)]
    [TestCase("system:node", "system:node", "Group", null, "system:nodes", false, Description = "bound to nobody since 1.8")]
    public void Only_what_it_binds_to_its_own_components_is_passed_over(
        string name, string role, string kind, string? ns, string subject, bool isOwn)
    {
        var who = new RbacSubject(Enum.Parse<RbacSubjectKind>(kind), subject, ns);
        var binding = new RbacBinding(null, name, "ClusterRole", role, [who]);

        foreach (var rbac in Both([], [binding]))
            rbac.Own.Gives(binding, who, rbac.Evaluator.Roles.Of(binding)).ShouldBe(isOwn);
    }

    [Test]
    public void Its_binding_to_a_role_with_a_rule_more_is_no_longer_its_own()
    {
        var who = new RbacSubject(RbacSubjectKind.User, "system:kube-proxy");
        var binding = new RbacBinding(null, "system:node-proxier", "ClusterRole", "system:node-proxier", [who]);

        foreach (var rbac in Both([new RbacRole(null, "system:node-proxier", [OpensAll])], [binding]))
            rbac.Own.Gives(binding, who, rbac.Evaluator.Roles.Of(binding)).ShouldBeFalse();
    }

    [Test]
    public void Its_binding_to_a_role_that_was_made_to_aggregate_is_no_longer_its_own()
    {
        var who = new RbacSubject(RbacSubjectKind.User, "system:kube-proxy");
        var binding = new RbacBinding(null, "system:node-proxier", "ClusterRole", "system:node-proxier", [who]);
        var labels = new Dictionary<string, string> { ["more"] = "yes" };
        var more = new RbacRole(null, "more", [OpensAll]) { Labels = labels };
        var proxier = new RbacRole(null, "system:node-proxier", []) { Aggregates = [new LabelSelector(labels, [])] };

        var rbac = Both([more, proxier], [binding])[0];

        rbac.Own.Gives(binding, who, rbac.Evaluator.Roles.Of(binding)).ShouldBeFalse();
    }

    [TestCase(null, "edit", "services/proxy", false, Description = "edit's own rules are written in system:aggregate-to-edit")]
    [TestCase(null, "system:aggregate-to-edit", "services/proxy", true)]
    [TestCase(null, "system:aggregate-to-view", "services/proxy", false)]
    [TestCase(null, "cluster-admin", "services/proxy", true)]
    [TestCase(null, "system:mine", "services/proxy", false)]
    [TestCase("shop", "system:aggregate-to-edit", "services/proxy", false)]
    [TestCase("kube-system", "extension-apiserver-authentication-reader", "services/proxy", false)]
    public void A_rule_is_its_own_in_the_very_role_that_it_writes_it_into(string? ns, string name, string resource, bool isOwn)
    {
        foreach (var rbac in Both([], []))
            rbac.Own.Writes(new RbacRole(ns, name, []), new RbacRule([""], [resource], [], ["get"])).ShouldBe(isOwn);
    }

    [TestCase("edit", "services/proxy", true)]
    [TestCase("admin", "services/proxy", true, Description = "by way of edit")]
    [TestCase("view", "services/proxy", false)]
    public void On_a_cluster_an_aggregated_role_has_as_its_own_what_it_takes_over(string name, string resource, bool isOwn)
    {
        var role = new RbacRole(null, name, []) { Aggregates = [] };
        var rule = new RbacRule([""], [resource], [], ["get"]);

        Both([], [])[0].Own.Writes(role, rule).ShouldBeFalse("in files it is overwritten");
        Both([], [])[1].Own.Writes(role, rule).ShouldBe(isOwn);
    }

    [Test]
    public void Nobody_is_told_to_write_into_a_role_that_the_controller_writes()
    {
        var own = BootstrapObjects.Of(new Version(1, 36));
        var binding = new RbacBinding(null, "b", "ClusterRole", "edit", [new RbacSubject(RbacSubjectKind.User, "mallory")]);
        var joined = JoinedSnapshot.Of(
            new RbacSnapshot("cluster", own.Roles, [.. own.Bindings, binding]), new RbacSnapshot("files", [], []));
        RbacRole With(RbacRole role, params RbacRule[] rules) => role.Name == "edit" && role.Namespace is null
            ? role with { Rules = [.. role.Rules.Select(rule => rule with { Verbs = [.. rule.Verbs.Reverse()] }), .. rules] }
            : role;
        RbacSnapshot Cluster(params RbacRule[] rules) => joined with
        {
            Services = null,
            ServiceAccounts = null,
            Roles = [.. joined.Roles.Select(role => With(role, rules))],
        };

        foreach (var cluster in new[] { Cluster(), Cluster(new RbacRule([""], ["users"], [], ["impersonate"])) })
        {
            var found = RbacAnalysis.Analyse(new IndexedRbac(cluster), null, default);

            found.Select(one => one.Rule.Id).ShouldContain("HR503");
            found.ShouldAllBe(one => one.Fix.StartsWith("remove user:mallory from ClusterRoleBinding b"));
        }
    }

    [Test]
    public void Of_a_cluster_that_nobody_changed_nothing_is_found()
    {
        var own = BootstrapObjects.Of(new Version(1, 36));
        var cluster = JoinedSnapshot.Of(new RbacSnapshot("cluster", own.Roles, own.Bindings), new RbacSnapshot("files", [], []));

        cluster.Roles.Single(role => role.Name == "edit").Rules.ShouldNotBeEmpty("as the controller wrote them");
        RbacAnalysis.Analyse(new IndexedRbac(cluster with { Services = null, ServiceAccounts = null }), null, default).ShouldBeEmpty();
    }

    /// <summary>As files for the newest version, and as a cluster that may have been upgraded.</summary>
    private static AnalysedRbac[] Both(IReadOnlyList<RbacRole> roles, IReadOnlyList<RbacBinding> bindings)
    {
        var files = new RbacSnapshot("test", roles, bindings) { KubernetesVersion = new Version(1, 36) };
        var cluster = files with { KubernetesVersion = null, IsAggregated = true };
        return [new(new IndexedRbac(files), null), new(new IndexedRbac(cluster), null)];
    }
}
