using Harness.Rbac.Evaluation;
using Harness.Rbac.Findings;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Yaml;

namespace Harness.Tests.Rbac.Findings;

/// <summary>Who can become an account of the policy, or one of kube-system, where it lives.</summary>
internal sealed class AccountDoorsTests
{
    private static readonly SourceLocation Here = new("access.yaml", 1);
    private static readonly RbacSubject Runner = RbacSubject.ServiceAccount("ci", "runner");
    private static readonly RbacSubject Mallory = new(RbacSubjectKind.User, "mallory");

    [TestCase("ci", "secrets", "list", "", Severity.Medium, Description = "a token may be among them")]
    [TestCase("ci", "secrets", "get", "one", null)]
    [TestCase("ci", "serviceaccounts/token", "create", "", Severity.High)]
    [TestCase("ci", "serviceaccounts/token", "create", "runner", Severity.High)]
    [TestCase("ci", "serviceaccounts/token", "create", "another", null)]
    [TestCase("ci", "pods/portforward", "create", "", null, Description = "leads to no token")]
    [TestCase("ci", "pods/status", "patch", "", null)]
    [TestCase("ci", "pods", "delete", "", null)]
    [TestCase("kube-system", "secrets", "list", "", Severity.High)]
    [TestCase("kube-system", "pods/exec", "create", "kube-proxy-x", Severity.High)]
    [TestCase("kube-system", "pods/exec", "create", "", Severity.Critical)]
    [TestCase("elsewhere", "pods/exec", "create", "", null)]
    public void It_is_as_bad_as_what_is_gained(string ns, string resource, string verb, string name, Severity? severity) =>
        Found(Listing(Runner), ns, new([""], [resource], name.Length == 0 ? [] : [name], [verb]), Mallory)
            .Select(one => (Severity?)one.Rule.Severity).SingleOrDefault().ShouldBe(severity);

    [TestCase("ci", Severity.High, "create", "get")]
    [TestCase("ci", Severity.Medium, "list")]
    [TestCase("ci", null, "create")]
    [TestCase("kube-system", Severity.Critical, "create", "get")]
    [TestCase("kube-system", null, "create")]
    public void A_secret_that_can_be_made_and_read_is_a_token(string ns, Severity? severity, params string[] verbs) =>
        Found(Listing(Runner), ns, new([""], ["secrets"], [], [.. verbs]), Mallory)
            .Select(one => (Severity?)one.Rule.Severity).SingleOrDefault().ShouldBe(severity);

    [Test]
    public void One_binding_is_one_finding_with_all_who_gain_by_it()
    {
        var eve = new RbacSubject(RbacSubjectKind.User, "eve");

        var found = Found(Listing(Runner), "ci", new([""], ["pods", "pods/exec"], [], ["create"]), Mallory, Runner, eve)
            .ShouldHaveSingleItem();

        found.Message.ShouldBe("user:mallory and user:eve may create pods and pods/exec in namespace ci, and so can act as "
            + "serviceaccount:ci/runner");
        found.Fix.ShouldBe("remove user:mallory and user:eve from RoleBinding ci/b, or add to the policy's ignore: "
            + "- {user: \"mallory\", reason: \"…\"}, - {user: \"eve\", reason: \"…\"}");
    }

    [Test]
    public void A_group_of_accounts_lives_in_its_namespace() => Found(
            Listing(new RbacSubject(RbacSubjectKind.Group, "system:serviceaccounts:ci")), "ci",
            new([""], ["serviceaccounts/token"], ["any"], ["create"]), Mallory)
        .ShouldHaveSingleItem();

    [Test]
    public void Whoever_may_have_more_than_is_listed_is_worth_as_much_as_a_consumer()
    {
        var policy = Listing() with { Ignored = [new PolicyIgnore(Runner, "deploys", Here)] };

        Found(policy, "ci", new([""], ["pods"], [], ["create"]), Mallory).ShouldHaveSingleItem();
        Found(policy with { Ignored = [.. policy.Ignored, new PolicyIgnore(Mallory, "runs ci", Here)] }, "ci",
            new([""], ["pods"], [], ["create"]), Mallory).ShouldBeEmpty();
    }

    [Test]
    public void In_the_scope_only_pods_of_kube_system_are_not_told_of_by_other_findings()
    {
        var policy = Listing(Runner) with { Namespaces = ["shop", "ci", "kube-system"] };
        var exec = new RbacRule([""], ["pods/exec"], [], ["create"]);

        Found(policy, "ci", exec, Mallory).ShouldBeEmpty();
        Found(policy, "kube-system", exec, Mallory).ShouldHaveSingleItem();
    }

    /// <summary>A policy for namespace shop, in which each may call web.</summary>
    private static AccessPolicy Listing(params RbacSubject[] consumers) => new(
        "shop", ["shop"],
        [.. consumers.Select(who => new PolicyConsumer("one", who,
            [new("", "services/proxy", ["web"], ["get"], Here) { Namespaces = ["shop"] }], Here))],
        [])
    {
        Location = Here,
    };

    private static List<Finding> Found(AccessPolicy policy, string ns, RbacRule rule, params RbacSubject[] subjects)
    {
        var snapshot = new RbacSnapshot("test", [new(ns, "r", [rule])], [new(ns, "b", "Role", "r", subjects)])
        {
            KubernetesVersion = new Version(1, 36),
        };
        return [.. RbacAnalysis.Analyse(new IndexedRbac(snapshot), policy, default).Where(one => one.Rule.Id is "HR521" or "HR522")];
    }
}
