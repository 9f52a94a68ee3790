using Harness.Rbac.Evaluation;
using Harness.Rbac.Findings;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Yaml;

namespace Harness.Tests.Rbac.Findings;

/// <summary>Tokens of accounts by two permissions on Secrets, wherever each of them comes from.</summary>
internal sealed class MadeTokensTests
{
    private static readonly SourceLocation Here = new("access.yaml", 1);
    private static readonly RbacSubject Account = RbacSubject.ServiceAccount("shop", "one");
    private static readonly RbacSubject Group = new(RbacSubjectKind.Group, "system:serviceaccounts:shop");

    [TestCase("create", "", "get", "mine", Severity.High)]
    [TestCase("create", "", "patch", "mine", Severity.High)]
    [TestCase("create,patch", "mine", "get", "mine", Severity.Medium)]
    [TestCase("create,patch", "mine", "get", "another", Severity.Medium, Description = "the answer to patch holds it, too")]
    [TestCase("create", "mine", "get", "mine", null, Description = "a POST has no name")]
    [TestCase("create", "", "create", "", null)]
    [TestCase("get", "mine", "update", "mine", null)]
    [TestCase("create", "", "list", "", null, Description = "HR505")]
    public void It_takes_both_of_them(string first, string firstName, string second, string secondName, Severity? severity) => Found(
            [], (Account, "shop", Rule(firstName, first)), (Account, "shop", Rule(secondName, second)))
        .Select(one => (Severity?)one.Rule.Severity).Distinct().SingleOrDefault().ShouldBe(severity);

    [Test]
    public void Either_may_be_that_of_a_group()
    {
        var (makes, reads) = (Rule("", "create"), Rule("mine", "get"));

        Found([], (Group, "shop", makes), (Account, "shop", reads)).ShouldHaveSingleItem().Message.ShouldBe(
            "serviceaccount:shop/one may create secrets in namespace shop and get secrets \"mine\", and so can make a Secret for any "
            + "service account there and read the token that Kubernetes puts into it");
        Found([], (Account, "shop", makes), (Group, "shop", reads)).ShouldHaveSingleItem().Subject.ShouldBe(Account);
        Found([], (Account, "shop", makes), (new RbacSubject(RbacSubjectKind.User, "jane"), "shop", reads)).ShouldBeEmpty();
    }

    [Test]
    public void Both_have_to_hold_in_one_namespace()
    {
        var (makes, reads) = (Rule("", "create"), Rule("mine", "get"));

        Found([], (Account, "shop", makes), (Account, "bank", reads)).ShouldBeEmpty();
        Found([], (Account, "shop", makes), (Account, null, reads)).ShouldHaveSingleItem();
    }

    [Test]
    public void It_passes_only_if_the_policy_allows_both()
    {
        (RbacSubject, string?, RbacRule)[] grants = [(Account, "shop", Rule("", "create")), (Account, "shop", Rule("mine", "get"))];
        var (makes, reads) = (Allow([], "create"), Allow(["mine"], "get"));

        Found([makes, reads], grants).ShouldBeEmpty();
        Found([reads], grants).ShouldHaveSingleItem();
    }

    private static RbacRule Rule(string name, string verbs) => new([""], ["secrets"], name.Length == 0 ? [] : [name], verbs.Split(','));

    private static PolicyAllowance Allow(string[] names, string verb) =>
        new("", "secrets", names, [verb], Here) { Namespaces = ["shop", "bank"] };

    private static List<Finding> Found(PolicyAllowance[] allow, params (RbacSubject Subject, string? Namespace, RbacRule Rule)[] grants)
    {
        var roles = grants.Select((one, i) => new RbacRole(one.Namespace, $"r{i}", [one.Rule])).ToList();
        var bindings = grants.Select((one, i) => new RbacBinding(
            one.Namespace, $"b{i}", one.Namespace is null ? "ClusterRole" : "Role", $"r{i}", [one.Subject])).ToList();
        var policy = new AccessPolicy("shop", ["shop", "bank"], [new PolicyConsumer("one", Account, allow, Here)], []) { Location = Here };
        var snapshot = new RbacSnapshot("test", roles, bindings) { KubernetesVersion = new Version(1, 36) };
        return [.. RbacAnalysis.Analyse(new IndexedRbac(snapshot), policy, default).Where(one => one.Rule.Id == "HR504")];
    }
}
