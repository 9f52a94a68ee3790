using Harness.Rbac.Validation;

namespace Harness.Tests.Rbac.Validation;

/// <summary>What a policy denies is judged in an open world, too, and whoever else gives it.</summary>
internal sealed class DeniedAccessTests
{
    private const string Open = ", world: open";
    private static readonly string NoSecrets =
        Validated.Policy(Open, $"consumers: [{Validated.Group("dev", "deny: [{resource: secrets, verbs: [get, list]}]")}]");

    [TestCase("resources: [secrets], verbs: [list]", "group:dev list secrets")]
    [TestCase("resources: [secrets], resourceNames: [one], verbs: [\"*\"]",
        "group:dev get secrets \"one\"", "group:dev list secrets \"one\"")]
    [TestCase("resources: [\"*\"], verbs: [get]", "group:dev get secrets")]
    [TestCase("resources: [secrets], verbs: [watch, delete]")]
    public async Task What_a_rule_opens_of_it_is_found_and_nothing_else(string rule, params string[] open)
    {
        var report = await Validated.ReportAsync(NoSecrets, ShopPolicy.Grant("r", "Group", "dev", rule));

        Validated.Open(report).ShouldBe(open, ignoreOrder: true);
        report.Cells.ShouldAllBe(cell => cell.Cell.IsDenied && cell.Cell.Because!.Line == 6);
        report.Findings.ShouldBeEmpty();
        report.Outcome.ShouldBe(open.Length == 0 ? Outcome.AsExpected : Outcome.Violation);
    }

    [Test]
    public async Task It_is_found_where_everybody_with_a_credential_has_it() =>
        Validated.Open(await Validated.ReportAsync(
            NoSecrets, ShopPolicy.Grant("r", "Group", "system:authenticated", "resources: [secrets], resourceNames: [x], verbs: [get]")))
            .ShouldBe(["group:dev get secrets \"x\""]);

    [Test]
    public async Task What_a_group_is_denied_its_certain_members_are_denied()
    {
        var accounts = Validated.Group("accounts", "deny: [{resource: secrets, verbs: [\"*\"]}]", "system:serviceaccounts:shop");
        var policy = Validated.Policy(Open, $"consumers: [{accounts}]");

        Validated.Open(await Validated.ReportAsync(
            policy, ShopPolicy.Grant("r", "ServiceAccount", "robot", "resources: [secrets], verbs: [ponder]")))
            .ShouldBe(["serviceaccount:shop/robot ponder secrets"]);
        (await Validated.ReportAsync(policy, ShopPolicy.Bind("odd", "ServiceAccount", "robot", "ClusterRole", "from-elsewhere")))
            .Outcome.ShouldBe(Outcome.Undecided);
    }

    [TestCase("services: [web], methods: [GET]", "resources: [services/proxy], resourceNames: [\"https:web:8443\"], verbs: [get]", true)]
    [TestCase("services: [web], ports: [80], methods: [GET]",
        "resources: [services/proxy], resourceNames: [\"https:web:8443\"], verbs: [get]", false)]
    [TestCase("services: [web], methods: [\"*\"]", "resources: [services/proxy], verbs: [delete]", true)]
    [TestCase("services: [web], methods: [GET]", "resources: [services/proxy], resourceNames: [web-2], verbs: [get]", false)]
    public async Task A_service_without_ports_is_denied_in_every_spelling(string denied, string rule, bool isOpen)
    {
        var policy = Validated.Policy(Open, $"consumers: [{Validated.Group("dev", $"deny: [{{{denied}}}]")}]");

        (await Validated.ReportAsync(policy, ShopPolicy.Grant("r", "Group", "dev", rule))).Violations.Any().ShouldBe(isOpen);
    }

    [Test]
    public async Task What_is_allowed_is_judged_in_an_open_world_and_what_nobody_lists_is_not()
    {
        var policy = Validated.Policy(Open, $"consumers: [{Validated.Group("dev", "allow: [{resource: pods, verbs: [get]}]")}]");
        var all = ShopPolicy.Grant("r", "Group", "dev", "resources: [\"*\"], verbs: [\"*\"]");

        (await Validated.ReportAsync(policy, all)).Outcome.ShouldBe(Outcome.AsExpected);
        (await Validated.ReportAsync(policy, ShopPolicy.Grant("r", "User", "jane", "resources: [pods], verbs: [get]")))
            .Cells.ShouldHaveSingleItem().Outcome.ShouldBe(CellOutcome.Shut);
    }

    [Test]
    public async Task A_role_that_is_not_known_may_give_it() =>
        (await Validated.ReportAsync(NoSecrets, ShopPolicy.Bind("odd", "Group", "dev", "ClusterRole", "from-elsewhere")))
            .Outcome.ShouldBe(Outcome.Undecided);

    [Test]
    public async Task In_a_closed_world_the_line_that_denies_it_is_named()
    {
        var policy = Validated.Policy(
            ", resources: [secrets]", $"consumers: [{Validated.Group("dev", "deny: [{resource: secrets, verbs: [get]}]")}]");

        var report = await Validated.ReportAsync(policy, ShopPolicy.Grant("r", "Group", "dev", "resources: [secrets], verbs: [get, list]"));

        var open = report.Cells.Where(cell => cell.Outcome == CellOutcome.Open).ToList();
        open.Single(cell => cell.Cell.Question.Verb == "get").Cell.Because!.Line.ShouldBe(6);
        open.Single(cell => cell.Cell.Question.Verb == "list").Cell.Because.ShouldBeNull();
    }
}
