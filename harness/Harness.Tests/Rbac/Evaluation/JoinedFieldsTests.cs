using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;
using Harness.Tests.Rbac.Validation;

namespace Harness.Tests.Rbac.Evaluation;

/// <summary>Files that leave out fields which the cluster's objects have: an apply need not remove them.</summary>
internal sealed class JoinedFieldsTests
{
    private const string Why = "an apply may keep what the file leaves out, so ";
    private static readonly RbacRule Anything = new([""], ["services/proxy"], [], ["get"]);
    private static readonly RbacRule Pods = new([""], ["pods"], [], ["get"]);
    private static readonly LabelSelector ToSum = new(new Dictionary<string, string> { ["to"] = "sum" }, []);

    [Test]
    public void Rules_stay()
    {
        var joined = Joined(
            [new RbacRole("shop", "evil", [Anything])], "Role", "evil", "kind: Role\nmetadata: {name: evil, namespace: shop}");

        IsAllowed(joined).ShouldBeTrue();
        joined.Notes.ShouldHaveSingleItem().ShouldBe($"Role shop/evil (rbac.yaml:1) has no rules, and the one on the cluster has: {Why}"
            + "they are judged; if nothing of it is to stay, delete the old role first");
    }

    [Test]
    public void Rules_that_the_file_has_replace_the_clusters()
    {
        var joined = Joined([new RbacRole(null, "evil", [Anything])], "ClusterRole", "evil", ClusterRole("evil", Rule("pods")));

        IsAllowed(joined).ShouldBeFalse();
        joined.Notes.ShouldBeEmpty();
    }

    [TestCase("kind: Role\nmetadata: {name: evil, namespace: shop}\nrules: []", false)]
    [TestCase("kind: Role\nmetadata: {name: evil, namespace: shop}\nrules:", true, Description = "nothing behind the colon is no list")]
    [TestCase("kind: RoleBinding\nmetadata: {name: b, namespace: shop}\nroleRef: {kind: Role, name: evil}\nsubjects: []", false)]
    public void An_empty_list_replaces_the_clusters(string file, bool stays)
    {
        var joined = Joined([new RbacRole("shop", "evil", [Anything])], "Role", "evil", file);

        IsAllowed(joined).ShouldBe(stays);
        joined.Notes.Count.ShouldBe(stays ? 1 : 0);
    }

    [Test]
    public void Subjects_stay()
    {
        var binding = """
            kind: RoleBinding
            metadata: {name: b, namespace: shop}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: evil}
            """;
        var joined = Joined([new RbacRole(null, "evil", [Anything])], "ClusterRole", "evil", binding);

        IsAllowed(joined).ShouldBeTrue();
        joined.Notes.ShouldHaveSingleItem().ShouldEndWith(
            $"has no subjects, and the one on the cluster has: {Why}they are judged; if nothing of it is to stay, delete the old binding "
            + "first");
    }

    [TestCase("[]")] // the controller fills it again
    [TestCase("""[{apiGroups: [""], resources: ["pods"], verbs: [get]}]""")] // the controller writes over it
    public void An_aggregationRule_stays(string rules)
    {
        var part = new RbacRole(null, "part", [Anything]) { Labels = ToSum.MatchLabels };
        var joined = Joined(
            [new RbacRole(null, "sum", [Anything]) { Aggregates = [ToSum] }, part], "ClusterRole", "sum", ClusterRole("sum", rules));

        IsAllowed(joined).ShouldBeTrue();
        joined.Notes.ShouldHaveSingleItem().ShouldStartWith("ClusterRole sum (rbac.yaml:1) has no aggregationRule");
    }

    [Test]
    public void Where_the_aggregationRule_may_go_the_files_rules_count_too()
    {
        var joined = Joined(
            [new RbacRole(null, "sum", []) { Aggregates = [ToSum] }], "ClusterRole", "sum", ClusterRole("sum", Rule("services/proxy")));

        IsAllowed(joined).ShouldBeTrue();
    }

    [TestCase("{}", true)]
    [TestCase("{to: other}", false)] // the file's label wins
    public void Labels_are_joined(string labels, bool isAllowed)
    {
        var part = new RbacRole(null, "part", [Pods]) { Labels = ToSum.MatchLabels };
        var joined = Joined([new RbacRole(null, "sum", [Pods]) { Aggregates = [ToSum] }, part], "ClusterRole", "sum",
            $"kind: ClusterRole\nmetadata: {{name: part, labels: {labels}}}\nrules: {Rule("services/proxy")}");

        IsAllowed(joined).ShouldBe(isAllowed);
    }

    private static string Rule(string resource) => $$"""[{apiGroups: [""], resources: ["{{resource}}"], verbs: [get]}]""";

    private static string ClusterRole(string name, string rules) => $"kind: ClusterRole\nmetadata: {{name: {name}}}\nrules: {rules}";

    private static RbacSnapshot Joined(IReadOnlyList<RbacRole> roles, string kind, string bound, string file)
    {
        RbacBinding[] bindings = [new("shop", "b", kind, bound, [new RbacSubject(RbacSubjectKind.User, "jane")])];
        return JoinedSnapshot.Of(
            new RbacSnapshot("cluster", roles, bindings) { IsAggregated = true },
            ShopPolicy.Snapshot($"apiVersion: rbac.authorization.k8s.io/v1\n{file}"));
    }

    private static bool IsAllowed(RbacSnapshot joined) => new AccessEvaluator(joined)
        .Decide(AccessSubject.Parse("jane"), new AccessQuestion("shop", "", "services/proxy", "web", "get")).Allowed;
}
