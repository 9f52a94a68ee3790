using Harness.Rbac.Evaluation;
using Harness.Rbac.Findings;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Yaml;

namespace Harness.Tests.Rbac.Findings;

/// <summary>Whoever copies a fix is not told the same again: a consumer that may GET two services, and POST to one of them.</summary>
internal sealed class CopiedFixesTests
{
    private const string Split = "- {apiGroups: [\"\"], resources: [\"services/proxy\"], resourceNames: [\"catalog\", \"cart\"], verbs: "
        + "[\"get\"]}, - {apiGroups: [\"\"], resources: [\"services/proxy\"], resourceNames: [\"cart\"], verbs: [\"create\"]}";

    private static readonly SourceLocation Here = new("access.yaml", 7);
    private static readonly RbacSubject Front = RbacSubject.ServiceAccount("shop", "front");

    [Test]
    public void Names_with_other_verbs_are_never_put_into_one_rule() =>
        Fix("HR701", Rule(["catalog", "cart"], "get", "create")).ShouldBe($"write {Split} instead");

    [TestCase("add to the rule: resourceNames: [\"catalog\", \"cart\"]", "get")]
    [TestCase("add to the rule: resourceNames: [\"cart\"]", "create")]
    [TestCase($"write {Split}", "get", "create")]
    public void Names_are_added_to_a_rule_only_where_they_are_right_for_all_of_its_verbs(string fix, params string[] verbs) =>
        Fix("HR101", Rule([], verbs)).ShouldBe(fix);

    [TestCase("list the verbs: verbs: [\"get\"]", "catalog")]
    [TestCase("list the verbs: verbs: [\"get\", \"create\"]", "cart")]
    [TestCase($"write {Split}", "catalog", "cart")]
    public void Verbs_are_listed_only_where_they_are_right_for_all_names(string fix, params string[] names) =>
        Fix("HR104", Rule(names, "*")).ShouldBe(fix);

    [Test]
    public void A_rule_that_is_split_as_advised_has_no_finding_beyond_the_policy() =>
        Found(Rule(["catalog", "cart"], "get"), Rule(["cart"], "create")).ShouldNotContain(finding => finding.Rule.Id == "HR701");

    [Test]
    public void A_name_that_lacks_its_port_is_replaced_in_the_whole_list_and_the_policys_entry_is_split() =>
        Fix("HR223", Rule(["catalog", "cart"], "get")).ShouldBe(
            "write resourceNames: [\"catalog:http\", \"cart\"], let the consumer use the same in its URLs, and in the policy take "
            + "\"catalog\" out of the entries with other services, into its own with ports: [\"http\"]");

    [TestCase("HR701", "get")]
    [TestCase("HR702", "get")]
    public void A_name_that_the_policy_misspells_is_no_reason_to_change_a_role(string kind, string verb) =>
        Fix(kind, "carts", Rule(["catalog", "cart"], verb)).ShouldBe(
            "did you mean \"cart\" in the policy (access.yaml:7)? No Service in namespace shop is called \"carts\"");

    [Test]
    public void What_else_is_open_is_told_as_ever_beside_a_misspelt_name() =>
        Fix("HR701", "carts", Rule(["orders"], "get")).ShouldStartWith("write - {");

    private static RbacRule Rule(IReadOnlyList<string> names, params string[] verbs) => new([""], ["services/proxy"], names, verbs);

    private static string Fix(string kind, RbacRule rule) => Fix(kind, "cart", rule);

    private static string Fix(string kind, string cart, RbacRule rule) =>
        Found(cart, rule).First(finding => finding.Rule.Id == kind).Fix;

    private static IReadOnlyList<Finding> Found(params RbacRule[] rules) => Found("cart", rules);

    private static IReadOnlyList<Finding> Found(string cart, params RbacRule[] rules)
    {
        var binding = new RbacBinding("shop", "front", "Role", "front", [Front]);
        var snapshot = new RbacSnapshot("test", [new("shop", "front", rules)], [binding])
        {
            KubernetesVersion = new Version(1, 36),
            Services =
            [
                new("shop", "catalog", [new(80, "http")]), new("shop", "cart", [new(80, null)]), new("shop", "orders", [new(80, null)]),
            ],
            ServiceAccounts = [Front],
        };
        PolicyConsumer[] consumers = [new("front", Front, [Allow("get", "catalog", cart), Allow("create", cart)], Here)];
        return RbacAnalysis.Analyse(
            new IndexedRbac(snapshot), new AccessPolicy("shop", ["shop"], consumers, []) { Location = Here }, default);
    }

    private static PolicyAllowance Allow(string verb, params string[] services) =>
        new("", "services/proxy", services, [verb], Here) { Namespaces = ["shop"], Services = services };
}
