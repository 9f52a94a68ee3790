using Harness.Rbac.Evaluation;
using Harness.Rbac.Findings;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Yaml;

namespace Harness.Tests.Rbac.Findings;

/// <summary>Services that are redirected by deleting and making them anew, wherever each of the two permissions comes from.</summary>
internal sealed class RemadeServicesTests
{
    private static readonly SourceLocation Here = new("access.yaml", 1);
    private static readonly RbacSubject Account = RbacSubject.ServiceAccount("shop", "deployer");
    private static readonly RbacSubject Group = new(RbacSubjectKind.Group, "system:serviceaccounts:shop");
    private static readonly RbacSubject Jane = new(RbacSubjectKind.User, "jane");

    [TestCase("create", "", "delete", "", 1)]
    [TestCase("create", "", "deletecollection", "", 1)]
    [TestCase("create", "", "delete", "web", 1)]
    [TestCase("create", "", "delete", "other", 0, Description = "nobody's Service that the policy names")]
    [TestCase("create", "", "deletecollection", "web", 0, Description = "it has no name")]
    [TestCase("create", "web", "delete", "web", 0, Description = "a POST has no name")]
    [TestCase("create", "", "get", "", 0)]
    [TestCase("list", "", "delete", "", 0)]
    [TestCase("create", "", "delete,patch", "", 1, Description = "once, for patch")]
    public void It_takes_both_of_them(string first, string firstName, string second, string secondName, int found) => Found(
            [], (Account, "shop", Rule(firstName, first)), (Account, "shop", Rule(secondName, second)))
        .Count.ShouldBe(found);

    [Test]
    public void One_rule_may_have_both()
    {
        var found = Found([], (Account, "shop", Rule("", "create,delete"))).ShouldHaveSingleItem();

        found.Message.ShouldBe("serviceaccount:shop/deployer may create services in namespace shop and delete services, and so can decide "
            + "where requests to \"web\" go");
        found.Rule.Severity.ShouldBe(Severity.High);
    }

    [Test]
    public void Either_may_be_that_of_a_group()
    {
        var (makes, deletes) = (Rule("", "create"), Rule("web", "delete"));

        var found = Found([], (Group, "shop", makes), (Account, "shop", deletes)).ShouldHaveSingleItem();
        found.Message.ShouldBe("serviceaccount:shop/deployer may create services in namespace shop and delete services \"web\", and so can "
            + "decide where requests to \"web\" go");
        found.Fix.ShouldStartWith("remove create on services from Role shop/r0, or add to the policy's ignore: ");
        found.Evidence.Select(step => step.Text).ShouldContain("RoleBinding shop/b1 to serviceaccount:shop/deployer");
        Found([], (Account, "shop", makes), (Group, "shop", deletes)).ShouldHaveSingleItem().Subject.ShouldBe(Account);
        Found([], (Account, "shop", makes), (Jane, "shop", deletes)).ShouldBeEmpty();
    }

    [Test]
    public void Both_have_to_hold_in_one_namespace()
    {
        var (makes, deletes) = (Rule("", "create"), Rule("", "delete"));

        Found([], (Account, "shop", makes), (Account, "bank", deletes)).ShouldBeEmpty();
        Found([], (Account, "shop", makes), (Account, null, deletes)).ShouldHaveSingleItem();
        Found([], (Account, null, makes), (Account, "shop", deletes)).ShouldHaveSingleItem();
        Found([], (Account, null, makes), (Account, "bank", deletes)).ShouldHaveSingleItem().Message
            .ShouldEndWith("and so can decide where requests to the services there go", Case.Sensitive, "none is named in bank");
    }

    [Test]
    public void It_passes_only_if_the_policy_allows_both()
    {
        (RbacSubject, string?, RbacRule)[] grants = [(Account, "shop", Rule("", "create")), (Account, "shop", Rule("web", "delete"))];
        var (makes, deletes) = (Allow([], "create"), Allow(["web"], "delete"));

        Found([makes, deletes], grants).ShouldBeEmpty();
        Found([deletes], grants).ShouldHaveSingleItem().Fix.ShouldBe("remove create on services from Role shop/r0");
        Found([makes], grants).ShouldHaveSingleItem().Fix.ShouldBe("remove delete on services from Role shop/r1");
    }

    [TestCase("create", "delete", Severity.Critical)]
    [TestCase("create,delete", "get", Severity.Critical)]
    [TestCase("create", "get", Severity.Info)]
    [TestCase("get", "delete", Severity.Info)]
    public void Whoever_may_bind_both_is_found(string first, string second, Severity severity)
    {
        var may = new RbacRole(
            "shop", "binder", [new(["rbac.authorization.k8s.io"], ["clusterroles"], ["first", "second"], ["bind"])]);
        var snapshot = new RbacSnapshot(
            "test",
            [may, new(null, "first", [Rule("", first)]), new(null, "second", [Rule("", second)])],
            [new("shop", "b", "Role", "binder", [Account])])
        {
            KubernetesVersion = new Version(1, 36),
        };

        RbacAnalysis.Analyse(new IndexedRbac(snapshot), null, default).Single(one => one.Rule.Id == "HR502")
            .Rule.Severity.ShouldBe(severity);
    }

    private static RbacRule Rule(string name, string verbs) => new([""], ["services"], name.Length == 0 ? [] : [name], verbs.Split(','));

    private static PolicyAllowance Allow(string[] names, string verb) => new("", "services", names, [verb], Here) { Namespaces = ["shop"] };

    private static List<Finding> Found(PolicyAllowance[] allow, params (RbacSubject Subject, string? Namespace, RbacRule Rule)[] grants)
    {
        var roles = grants.Select((one, i) => new RbacRole(one.Namespace, $"r{i}", [one.Rule])).ToList();
        var bindings = grants.Select((one, i) => new RbacBinding(
            one.Namespace, $"b{i}", one.Namespace is null ? "ClusterRole" : "Role", $"r{i}", [one.Subject])).ToList();
        var calls = new PolicyAllowance("", "services/proxy", ["web"], ["get"], Here) { Namespaces = ["shop"] };
        List<PolicyConsumer> consumers = [new("caller", RbacSubject.ServiceAccount("shop", "caller"), [calls], Here)];
        if (allow.Length > 0)
            consumers.Add(new("deployer", Account, allow, Here));
        var policy = new AccessPolicy("shop", ["shop", "bank"], consumers, []) { Location = Here };
        var snapshot = new RbacSnapshot("test", roles, bindings) { KubernetesVersion = new Version(1, 36) };
        return [.. RbacAnalysis.Analyse(new IndexedRbac(snapshot), policy, default).Where(one => one.Rule.Id == "HR404")];
    }
}
