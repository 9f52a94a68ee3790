using Harness.Rbac.Differences;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Loading;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Validation;
using Harness.Tests.Images;

namespace Harness.Tests.Rbac.Loading;

/// <summary>
/// Roles and bindings in files that may never be applied: they neither close what the cluster has open, nor open what a policy needs.
/// </summary>
internal sealed class NotAppliedTests
{
    private static readonly RbacSubject Evil = new(RbacSubjectKind.User, "evil");
    private static readonly RbacRule Proxy = new([""], ["services/proxy"], [], ["get"]);
    private Scratch _folder = null!;

    [SetUp]
    public void Make() => _folder = new Scratch();

    [TearDown]
    public void Remove() => _folder.Dispose();

    private static IEnumerable<TestCaseData> InDoubt()
    {
        yield return new TestCaseData(Role("", "[]"), true, "in no kustomization's resources").SetArgDisplayNames("unlisted");
        yield return new TestCaseData(
            "{apiVersion: example.com/v1, kind: FooList, items: [" + Role("", "[]") + "]}", false, "in a FooList of example.com/v1")
            .SetArgDisplayNames("list of an unknown kind");
        yield return new TestCaseData(
            "{apiVersion: v1, kind: ConfigMap, items: [{apiVersion: v1, kind: List, items: [" + Role("", "[]") + "]}]}", false,
            "in a ConfigMap of v1").SetArgDisplayNames("list within another");
        foreach (var (version, kind) in new[]
        {
            ("rbac.authorization.k8s.io/v1beta1", "RoleList"), ("rbac.authorization.k8s.io/v1", "ClusterRoleList"), ("v1", "ServiceList"),
            ("authorization.openshift.io/v1", "List"), ("rbac.authorization.k8s.io/v1beta1", "ClusterRoleBindingList"),
        })
        {
            yield return new TestCaseData(
                $"{{apiVersion: {version}, kind: {kind}, items: [" + Role("", "[]") + "]}", false, $"in a {kind} of {version})")
                .SetArgDisplayNames($"{kind} of {version}");
        }

        yield return new TestCaseData(
            "{apiVersion: v1, kind: List, metadata: {annotations: {helm.sh/hook: test}}, items: [" + Role("", "[]") + "]}", false,
            "helm.sh/hook: test)").SetArgDisplayNames("hook on a list");
        foreach (var mark in new[]
        {
            "helm.sh/hook: pre-delete", "argocd.argoproj.io/hook: Skip", "kustomize.toolkit.fluxcd.io/ssa: IfNotPresent",
            "kustomize.toolkit.fluxcd.io/reconcile: disabled", "kapp.k14s.io/noop: \"\"", "configmanagement.gke.io/managed: disabled",
            "client.lifecycle.config.k8s.io/mutation: ignore", "addonmanager.kubernetes.io/mode: EnsureExists",
        })
        {
            var name = mark[..mark.IndexOf(':', StringComparison.Ordinal)];
            yield return new TestCaseData(Role($", annotations: {{{mark}}}", "[]"), false, name).SetArgDisplayNames(mark);
            yield return new TestCaseData(Role($", labels: {{{mark}}}", "[]"), false, name).SetArgDisplayNames($"label {mark}");
        }
    }

    [TestCaseSource(nameof(InDoubt))]
    public void A_narrower_role_that_may_not_be_applied_is_not_believed_over_the_clusters(string text, bool isUnlisted, string why)
    {
        var files = Files(text, isUnlisted);

        files.NotDecided.ShouldBeEmpty("a role too many only adds access");
        JoinedSnapshot.Of(Cluster(), files).NotDecided.ShouldHaveSingleItem().ShouldContain($"x.yaml:1, {why}");
        AccessDifference.Between(Cluster(), AppliedSnapshot.Of(Cluster(), files)).NotDecided.ShouldHaveSingleItem().ShouldContain(why);
    }

    [TestCaseSource(nameof(InDoubt))]
    public void What_the_cluster_has_already_is_not_in_doubt(string text, bool isUnlisted, string why)
    {
        var files = Files(text.Replace("rules: []", "rules: [{apiGroups: [\"\"], resources: [services/proxy], verbs: [get]}]"), isUnlisted);
        var cluster = Cluster();
        cluster = cluster with { Roles = [cluster.Roles[0] with { Labels = files.Roles.Single().Labels }] };
        var joined = JoinedSnapshot.Of(cluster, files);

        joined.NotDecided.ShouldBeEmpty(why);
        joined.Roles.ShouldHaveSingleItem().Doubt.ShouldBeNull();
        AccessDifference.Between(cluster, AppliedSnapshot.Of(cluster, files)).NotDecided.ShouldBeEmpty();
    }

    [TestCase("kustomize.toolkit.fluxcd.io/reconcile: enabled")]
    [TestCase("configmanagement.gke.io/managed: enabled")]
    [TestCase("addonmanager.kubernetes.io/mode: Reconcile")]
    [TestCase("app: web")]
    public void Marks_that_say_nothing_of_the_kind_leave_no_doubt(string mark) =>
        JoinedSnapshot.Of(Cluster(), Files(Role($", labels: {{{mark}}}", "[]"), isUnlisted: false)).NotDecided.ShouldBeEmpty();

    [TestCase("{apiVersion: v1, kind: List, items: [ROLE]}")]
    [TestCase("{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleList, items: [ROLE]}")]
    [TestCase("{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: List, items: [ROLE]}]}")]
    public void Lists_that_every_server_knows_leave_none(string list) => JoinedSnapshot
        .Of(Cluster(), Files(list.Replace("ROLE", Role("", "[]"), StringComparison.Ordinal), isUnlisted: false)).NotDecided.ShouldBeEmpty();

    [Test]
    public void A_binding_without_the_clusters_subjects_is_not_believed_either()
    {
        const string binding = "{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: b, namespace: bt}, "
            + "roleRef: {kind: Role, name: x}, subjects: []}";

        JoinedSnapshot.Of(Cluster(), Files(binding, isUnlisted: true)).NotDecided.ShouldHaveSingleItem()
            .ShouldContain("RoleBinding bt/b (");
        JoinedSnapshot.Of(Cluster(), Files(binding, isUnlisted: false)).NotDecided.ShouldBeEmpty();
    }

    [TestCase("resourceVersion: \"1\"")]
    [TestCase("uid: 0e0c5d0e-0000-4000-8000-000000000000")]
    public void One_of_a_single_state_of_the_object_is_not_believed_over_another(string pin)
    {
        var files = Files(Role($", {pin}", "[]"), isUnlisted: false);

        JoinedSnapshot.Of(Cluster(), files).NotDecided.ShouldHaveSingleItem().ShouldContain(pin.Split(':')[0]);
        AccessDifference.Between(files, files).NotDecided.ShouldBeEmpty("files alone may be a cluster's dump");
    }

    [TestCase("[{apiGroups: [\"\"], resources: [pods], verbs: [get, list]}, {apiGroups: [apps], resources: [\"*\"], verbs: [get]}]", 0)]
    [TestCase("[{apiGroups: [apps], resources: [\"*\"], verbs: [get]}, {apiGroups: [\"\"], resources: [pods], verbs: [list]}, "
        + "{apiGroups: [\"\"], resources: [pods], verbs: [get]}]", 0, Description = "in another order, and split up")]
    [TestCase("[{apiGroups: [\"\"], resources: [pods], verbs: [get]}, {apiGroups: [apps], resources: [\"*\"], verbs: [get]}]", 1)]
    [TestCase("[{apiGroups: [\"\"], resources: [pods], verbs: [get, list]}, {apiGroups: [apps], resources: [a, b], verbs: [get]}]", 1)]
    [TestCase("[{apiGroups: [\"\"], resources: [pods], verbs: [get, list, watch]}, "
        + "{apiGroups: [apps], resources: [\"*\"], verbs: [get]}]", 1)]
    public void One_of_a_single_state_that_gives_the_same_is_not_in_doubt(string rules, int lines)
    {
        var cluster = Cluster();
        var role = cluster.Roles[0] with { Rules = [new([""], ["pods"], [], ["get", "list"]), new(["apps"], ["*"], [], ["get"])] };

        JoinedSnapshot.Of(cluster with { Roles = [role] }, Files(Role(", uid: a", rules), isUnlisted: false))
            .NotDecided.Count.ShouldBe(lines);
    }

    [Test]
    public void A_narrower_role_of_Kubernetes_own_is_not_believed_either()
    {
        var files = Files(
            "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: edit, annotations: {helm.sh/hook: test, "
                + "rbac.authorization.kubernetes.io/autoupdate: \"false\"}}, aggregationRule: {clusterRoleSelectors: [{matchLabels: "
                + "{a: b}}]}, rules: []}",
            isUnlisted: false);

        new IndexedRbac(files).Snapshot.NotDecided.ShouldHaveSingleItem().ShouldContain("ClusterRole edit (");
        AccessDifference.Between(files, files).NotDecided.ShouldHaveSingleItem();
    }

    [TestCase("helm.sh/hook: test", "helm.sh/hook: pre-install")]
    [TestCase("argocd.argoproj.io/hook: Skip", "argocd.argoproj.io/hook: Sync")]
    public void Another_value_of_a_mark_may_be_a_difference(string before, string after) => AccessDifference.Between(
        Files(Role($", annotations: {{{before}}}", "[]"), isUnlisted: false),
        Files(Role($", annotations: {{{after}}}", "[]"), isUnlisted: false)).NotDecided.ShouldHaveSingleItem();

    [TestCase(true, CellOutcome.Undecided)]
    [TestCase(false, CellOutcome.AsExpected)]
    public async Task What_a_policy_needs_is_not_there_for_certain(bool isUnlisted, CellOutcome expected)
    {
        var files = Files(
            Role("", "[{apiGroups: [\"\"], resources: [services/proxy], resourceNames: [web], verbs: [get]}]") + "\n---\n"
            + "{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: b, namespace: bt}, "
            + "roleRef: {kind: Role, name: x}, subjects: [{kind: User, name: evil}]}", isUnlisted);
        var policy = AccessPolicyReader.Parse(
            "p.yaml",
            """
            apiVersion: harness/v1
            kind: AccessPolicy
            metadata: {name: bt}
            spec:
              scope: {namespaces: [bt]}
              consumers:
              - name: e
                subject: {kind: User, name: evil}
                allow: [{services: [web], methods: [GET]}]
            """);
        var rbac = new IndexedRbac(files);

        var report = await new Validator(policy, [new EvaluatedSource("manifests", rbac)], [rbac])
            .RunAsync(new Progress<string>(), CancellationToken.None);

        var cells = report.Cells.Where(cell => cell.Cell.IsAllowed).ToList();
        cells.ShouldNotBeEmpty();
        cells.ShouldAllBe(cell => cell.Outcome == expected);
        report.Cells.ShouldNotContain(cell => cell.IsViolation);
    }

    [Test]
    public void Between_files_what_is_in_doubt_alike_on_both_sides_makes_no_difference()
    {
        var (unlisted, listed) = (Files(Role("", "[]"), isUnlisted: true), Files(Role("", "[]"), isUnlisted: false));

        AccessDifference.Between(unlisted, unlisted).NotDecided.ShouldBeEmpty();
        AccessDifference.Between(listed, unlisted).NotDecided.ShouldHaveSingleItem().ShouldContain("Role bt/x (");
        AccessDifference.Between(unlisted, listed).NotDecided.ShouldHaveSingleItem();
    }

    private static string Role(string metadata, string rules) =>
        $"{{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {{name: x, namespace: bt{metadata}}}, rules: {rules}}}";

    private static RbacSnapshot Cluster() => new("cluster", [new("bt", "x", [Proxy])], [new("bt", "b", "Role", "x", [Evil])])
    {
        IsAggregated = true,
    };

    private RbacSnapshot Files(string text, bool isUnlisted)
    {
        _folder.Write("k/x.yaml", text);
        _folder.Write("k/base.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: bt}}");
        _folder.Write("k/kustomization.yaml", isUnlisted ? "resources: [base.yaml]" : "resources: [base.yaml, x.yaml]");
        return new ManifestSnapshot().Read(_folder["k"], CancellationToken.None);
    }
}
