using Harness.Tests.Rbac.Validation;

namespace Harness.Tests.Rbac.Findings;

/// <summary>Findings about access that nobody listed are looked for where the policy judges it.</summary>
internal sealed class JudgedFindingsTests
{
    private static readonly string Wide = ShopPolicy.Grant(
        "wide", "User", "jane", "resources: [services/proxy, secrets, pods/exec, endpoints], verbs: [get, update]");

    private static readonly string Denying = $"consumers: [{Validated.Group("a", "deny: [{resource: pods, verbs: [get]}]")}]";

    [TestCase("", "HR101", "HR404", "HR406", "HR505", "HR701", TestName = "Around the proxies, all of them")]
    [TestCase(", resources: [secrets]", "HR505", "HR701", TestName = "Around other resources, those that are no way around a proxy")]
    [TestCase(", resources: [configmaps]", "HR505", TestName = "What breaks every closed world is told of in each")]
    [TestCase(", world: open", TestName = "In an open world, none")]
    public async Task They_go_by_the_scope(string scope, params string[] kinds)
    {
        var report = await Validated.ReportAsync(Validated.Policy(scope, Denying), Wide);

        report.Findings.Select(finding => finding.Rule.Id).Distinct().ShouldBe(kinds, ignoreOrder: true);
    }

    [Test]
    public async Task Rules_that_do_nothing_are_told_of_in_an_open_world_too()
    {
        var policy = Validated.Policy(", world: open", Denying);

        (await Validated.ReportAsync(policy, ShopPolicy.Grant("odd", "User", "jane", "resources: [\"services/*\"], verbs: [get]")))
            .Findings.ShouldHaveSingleItem().Rule.Id.ShouldBe("HR201");
    }

    [Test]
    public async Task What_is_to_be_written_instead_is_what_the_policy_allows()
    {
        var policy = Validated.Policy(
            ", resources: [secrets]", $"consumers: [{Validated.Group("dev", "allow: [{resource: pods, verbs: [get]}]")}]");

        (await Validated.ReportAsync(policy, ShopPolicy.Grant("r", "Group", "dev", "resources: [\"*\"], verbs: [get]")))
            .Findings.Single(finding => finding.Rule.Id == "HR103").Fix
            .ShouldBe("list the resources: apiGroups: [\"\"], resources: [\"pods\"], verbs: [\"get\"]");
    }

    [TestCase("resources: [secrets], verbs: [get]", "group:editors may get secrets in namespace shop, which the policy does not allow")]
    [TestCase("resources: [\"*\"], verbs: [watch]", "group:editors may watch every resource of the core group in namespace shop")]
    [TestCase("resources: [services/proxy, secrets], resourceNames: [a], verbs: [get]",
        "group:editors may get services/proxy \"a\" and get secrets \"a\" in namespace shop")]
    public async Task What_is_beyond_the_policy_is_said_in_words(string rule, string message)
    {
        var report = await Validated.ReportAsync(Validated.Policy(", resources: [\"*\"]"), ShopPolicy.Grant("r", "Group", "editors", rule));

        report.Findings.Single(finding => finding.Rule.Id == "HR701").Message.ShouldStartWith(message);
    }
}
