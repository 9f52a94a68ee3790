using Harness.Rbac.Bootstrap;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;

namespace Harness.Tests.Rbac.Bootstrap;

internal sealed class BootstrapObjectsTests
{
    [TestCase("1.20", 67, 48)]
    [TestCase("1.36", 76, 57)]
    public void Every_version_has_its_own(string version, int roles, int bindings)
    {
        var own = BootstrapObjects.Of(Version.Parse(version));

        own.Roles.Count.ShouldBe(roles);
        own.Bindings.Count.ShouldBe(bindings);
        own.Roles.Select(role => role.ToString()).ShouldBeUnique();
        own.Bindings.Select(binding => binding.ToString()).ShouldBeUnique();
    }

    [TestCase("1.21", true)]
    [TestCase("1.22", false)]
    [TestCase("1.36", false)]
    public void Editors_write_endpoints_up_to_1_21(string version, bool may) => IndexedEdit(version)
        .Decide(new AccessSubject("jane", []), new AccessQuestion("shop", "", "endpoints", "web", "update")).Allowed.ShouldBe(may);

    [Test]
    public void What_add_ons_bind_is_known()
    {
        RbacSubject[] addon = [RbacSubject.ServiceAccount("kube-system", "addon")];
        var evaluator = Indexed("1.36", [],
            new RbacBinding(null, "a", "ClusterRole", "system:auth-delegator", addon),
            new RbacBinding("kube-system", "b", "Role", "extension-apiserver-authentication-reader", addon),
            new RbacBinding(null, "c", "ClusterRole", "cluster-admin", addon));

        evaluator.Unresolved.ShouldBeEmpty();
        evaluator.Decide(addon[0].ToAccessSubject(), new AccessQuestion("", "", "nodes/proxy", "n", "get")).Allowed.ShouldBeTrue();
    }

    [Test]
    public void A_role_that_aggregates_as_edit_does_has_what_edit_has()
    {
        var labels = new Dictionary<string, string> { ["rbac.authorization.k8s.io/aggregate-to-edit"] = "true" };
        var team = new RbacRole(null, "team-edit", []) { Aggregates = [new LabelSelector(labels, [])] };

        Indexed("1.36", [team], new RbacBinding("shop", "team", "ClusterRole", "team-edit", [new(RbacSubjectKind.User, "bob")]))
            .Decide(new AccessSubject("bob", []), new AccessQuestion("shop", "", "services/proxy", "web", "get")).Allowed.ShouldBeTrue();
    }

    [Test]
    public void A_file_takes_nothing_away_from_a_role_that_the_API_server_restores()
    {
        var emptied = new RbacRole(null, "cluster-admin", []);

        Indexed("1.36", [emptied], new RbacBinding(null, "m", "ClusterRole", "cluster-admin", [new(RbacSubjectKind.User, "mallory")]))
            .Decide(new AccessSubject("mallory", []), new AccessQuestion("shop", "", "secrets", "", "list")).Allowed.ShouldBeTrue();
    }

    [Test]
    public void Nor_the_aggregation_of_one_or_a_subject_of_a_binding()
    {
        var edit = new RbacRole(null, "edit", []);
        var binding = new RbacBinding(null, "system:kube-scheduler", "ClusterRole", "system:kube-scheduler", []);
        var evaluator = Indexed("1.36", [edit], binding, new RbacBinding("shop", "e", "ClusterRole", "edit",
            [new(RbacSubjectKind.User, "bob")]));

        evaluator.Decide(new AccessSubject("bob", []), new AccessQuestion("shop", "", "pods/exec", "web", "create")).Allowed
            .ShouldBeTrue();
        evaluator.Decide(new AccessSubject("system:kube-scheduler", []), new AccessQuestion("shop", "", "pods", "", "list")).Allowed
            .ShouldBeTrue();
    }

    [TestCase("1.19")]
    [TestCase("1.99")]
    public void A_version_that_is_not_known_is_refused(string version) =>
        Should.Throw<HarnessException>(() => BootstrapObjects.Of(Version.Parse(version))).Message.ShouldContain("1.20 to 1.36");

    private static AccessEvaluator IndexedEdit(string version) =>
        Indexed(version, [], new RbacBinding("shop", "e", "ClusterRole", "edit", [new(RbacSubjectKind.User, "jane")]));

    private static AccessEvaluator Indexed(string version, IReadOnlyList<RbacRole> roles, params RbacBinding[] bindings) =>
        new IndexedRbac(new RbacSnapshot("test", roles, bindings) { KubernetesVersion = Version.Parse(version) }).Evaluator;
}
