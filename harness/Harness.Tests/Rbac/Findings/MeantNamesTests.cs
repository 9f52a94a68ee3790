using Harness.Rbac.Evaluation;
using Harness.Rbac.Findings;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Yaml;

namespace Harness.Tests.Rbac.Findings;

/// <summary>A name that nothing has, where something has nearly the same one.</summary>
internal sealed class MeantNamesTests
{
    private static readonly SourceLocation Here = new("access.yaml", 1);
    private static readonly RbacSubject Dashboard = RbacSubject.ServiceAccount("shop", "dashboard");

    [TestCase("viewr", "did you mean Role shop/viewer? If not, ")]
    [TestCase("unlike", "")]
    public void A_role_that_is_not_there(string name, string start) =>
        Fix("HR611", new(null, "unused", []), new("shop", "b", "Role", name, [Dashboard]))
            .ShouldStartWith($"{start}give the manifests that have Role shop/{name}");

    [TestCase("dashbord", "did you mean shop/dashboard? If not, create ServiceAccount shop/dashbord")]
    [TestCase("unlike", "create ServiceAccount shop/unlike, or write the intended one")]
    public void An_account_that_is_not_there(string name, string fix) =>
        Fix("HR612", new(null, "unused", []), new("shop", "b", "Role", "viewer", [Dashboard with { Name = name }])).ShouldBe(fix);

    [TestCase("ordrs:80", "did you mean \"orders\"?")]
    [TestCase("orders:81", "service \"orders\" has port 80 named web: write that under ports")]
    [TestCase("unlike:80", "write the name and a port of a Service in namespace shop, or remove \"unlike:80\"")]
    public void A_service_of_the_policy_that_is_not_there(string name, string fix) =>
        Fix("HR704", new(null, "unused", []), new("shop", "b", "Role", "viewer", [Dashboard]), name).ShouldBe(fix);

    [Test]
    public void A_port_that_has_to_be_named_is_written_in_the_policy_too() => Fix(
            "HR223", new("shop", "caller", [new([""], ["services/proxy"], ["orders"], ["get"])]),
            new("shop", "b", "Role", "caller", [Dashboard]))
        .ShouldEndWith("and in the policy write ports: [\"web\"] beside services: [\"orders\"]");

    [Test]
    public void What_is_in_no_namespace_is_not_said_to_be_in_every_one() => Found(
            "HR503", new(null, "all", [new([""], ["users", "serviceaccounts"], [], ["impersonate"])]),
            new(null, "b", "ClusterRole", "all", [new RbacSubject(RbacSubjectKind.User, "jane")]))
        .Message.ShouldBe("user:jane may impersonate serviceaccounts in every namespace and impersonate users, and so can have all their "
            + "permissions");

    private static string Fix(string kind, RbacRole role, RbacBinding binding, string service = "orders:80") =>
        Found(kind, role, binding, service).Fix;

    private static Finding Found(string kind, RbacRole role, RbacBinding binding, string service = "orders:80")
    {
        var snapshot = new RbacSnapshot("test", [new("shop", "viewer", []), role], [binding])
        {
            KubernetesVersion = new Version(1, 36),
            Services = [new KnownService("shop", "orders", [new KnownPort(80, "web")])],
            ServiceAccounts = [Dashboard],
        };
        var allowance = new PolicyAllowance("", "services/proxy", [service], ["get"], Here) { Namespaces = ["shop"] };
        var policy = new AccessPolicy("shop", ["shop"], [new PolicyConsumer("one", Dashboard, [allowance], Here)], []) { Location = Here };
        return RbacAnalysis.Analyse(new IndexedRbac(snapshot), policy, default).Where(one => one.Rule.Id == kind).ShouldHaveSingleItem();
    }
}
