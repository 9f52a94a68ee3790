using Harness.Load.Plans;
using Harness.Tests.Rbac.Policies;
using Json.Schema;

namespace Harness.Tests.Plans;

/// <summary>Load plans: what a right one says, and how a wrong one is refused, by the program and by the published schema alike.</summary>
internal sealed class LoadPlanTests
{
    private const string Scenario = """
        - name: browse
          way: proxied
          warmUp: 1s
          timeout: 2500ms
          maxCopies: 50
          threads: 2
          steps:
          - path: /
            expect: {contains: "Hello, world!"}
          - path: "/cart?item=1"
            headers: {Content-Type: application/json}
            expect: {status: 201}
            keepAlive: false
            method: POST
            body: "{}"
          simulations:
          - rampingConstant: {copies: 8, during: 1m30s}
          - keepConstant: {copies: 8, during: 30s}
          - pause: {during: 1s}
          - rampingInject: {rate: 100, during: 10s}
          - inject: {rate: 6000, interval: 1m, during: 10s}
          - injectRandom: {rate: 0.5, during: 10s, seed: 7}
          thresholds:
          - errorsAbove: {share: 0.01}
          - latencyAbove: {quantile: 0.99, limit: 50ms}
        """;

    private static readonly JsonSchema Schema = JsonSchema.FromText(
        File.ReadAllText(Path.Combine(RepositoryRoot.Find(), "benchmarks", "Load", "Plans", "load-plan.schema.json")));

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("harness-plan-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void A_plan_is_read_whole()
    {
        var plan = LoadPlanReader.Parse("plan.yaml", Plan(Scenario));
        plan.Name.ShouldBe("shop");
        var one = plan.Scenarios.ShouldHaveSingleItem();
        (one.Name, one.Way, one.WarmUp, one.Timeout, one.MaxCopies, one.Threads).ShouldBe(
            ("browse", PlannedWay.Proxied, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2.5), 50, 2));
        one.Steps.Select(step => (step.Path, step.Method.Method, step.Status, step.Contains, step.KeepAlive, step.Body.Length)).ShouldBe(
            [("/", "GET", 200, "Hello, world!", true, 0), ("/cart?item=1", "POST", 201, "", false, 2)]);
        one.Simulations.Select(simulation => simulation.During.TotalSeconds).ShouldBe([90, 30, 1, 10, 10, 10]);
        one.Thresholds.Select(threshold => threshold.Name).ShouldBe(["errors above 1 %", "p99 above 50 ms"]);
        plan.Duration.ShouldBe(TimeSpan.FromSeconds(152));
        IsValid(Plan(Scenario)).ShouldBeTrue();
    }

    [TestCase("way: proxied", "way: by proxy", "plan.yaml:7:10: spec.scenarios[0].way is \"by proxy\"; write proxied or direct")]
    [TestCase("copies: 8, during: 30s", "copies: 0, during: 30s", "copies is \"0\"; write a whole number from 1 to 20000")]
    [TestCase("copies: 8, during: 30s", "copies: \"8\", during: 30s", "copies is \"8\"; write a whole number from 1 to 20000")]
    [TestCase("copies: 8, during: 30s", "copies: 8, during: 30", "during is \"30\"; write a length of time of at most 24h")]
    [TestCase("copies: 8, during: 30s", "copies: 8", "has no during; write a length of time")]
    [TestCase("copies: 8, during: 30s", "copie: 8, during: 30s", "did you mean copies?")]
    [TestCase("rate: 100,", "rate: 0,", "rate is \"0\"; write a number above 0")]
    [TestCase("rate: 100,", "rate: -5,", "rate is \"-5\"; write a number above 0")]
    [TestCase("rate: 100,", "rate: 100000000,", "rate is \"100000000\"; write a number above 0")]
    [TestCase("- pause: {during: 1s}", "- pause: {during: 1}", "during is \"1\"")]
    [TestCase("- pause: {during: 1s}", "- {pause: {during: 1s}, inject: {rate: 1, during: 1s}}", "has inject and pause; make an entry of")]
    [TestCase("- pause: {during: 1s}", "- sleep: {during: 1s}", "has the unknown field \"sleep\"")]
    [TestCase("share: 0.01", "share: 1.5", "share is \"1.5\"; write a number above 0 and up to 1")]
    [TestCase("- path: /\n", "- path: index.html\n", "path is \"index.html\"; begin it with a slash")]
    [TestCase("- path: /\n", "- path: /a/../../pods\n", "with a segment of dots")]
    [TestCase("- path: /\n", "- path: /a/%2E./b\n", "with a segment of dots")]
    [TestCase("- path: /\n", "- path: /..?x\n", "with a segment of dots")]
    [TestCase("method: POST", "method: CONNECT", "method is \"CONNECT\"; write GET, POST")]
    [TestCase("method: POST", "method: post", "method is \"post\"; write GET, POST")]
    [TestCase("Content-Type: application", "Authorization: application", "has Authorization, which Harness sends itself")]
    [TestCase("Content-Type: application", "\"X\\ny\": application", "write letters, digits and dashes")]
    [TestCase("status: 201", "status: 101", "status is \"101\"; write a whole number from 200 to 599")]
    [TestCase("keepAlive: false", "keepAlive: no way", "keepAlive must be true or false")]
    [TestCase("name: browse", "name: ../browse", "name is \"../browse\"; write lower-case letters")]
    [TestCase("body: \"{}\"", "body: \"{}\"\n    bodyFile: x", "has body and bodyFile; keep one of them")]
    public void What_is_wrong_is_named_with_its_place(string right, string wrong, string complaint)
    {
        var text = Plan(Scenario.Replace(right, wrong, StringComparison.Ordinal));
        text.ShouldNotBe(Plan(Scenario));
        var refused = Should.Throw<HarnessException>(() => LoadPlanReader.Parse("plan.yaml", text));
        refused.Kind.ShouldBe(FailureKind.BadInput);
        refused.Message.ShouldContain(complaint);
        refused.Message.ShouldContain("plan.yaml:");
        IsValid(text).ShouldBeFalse("the schema must refuse it, too");
    }

    [TestCase("[]", "a load plan is a mapping")]
    [TestCase("", "holds 0 documents")]
    [TestCase("apiVersion: harness/v1\nkind: AccessPolicy\nmetadata: {name: a}\nspec: {scenarios: []}", "a load plan has kind: LoadPlan")]
    [TestCase("apiVersion: harness/v1\nkind: LoadPlan\nmetadata: {name: a}\nspec: {scenarios: []}", "scenarios is empty")]
    [TestCase("apiVersion: harness/v1\nkind: LoadPlan\nmetadata: {name: a}", "the document has no spec")]
    public void Another_document_is_no_plan(string text, string complaint) =>
        Should.Throw<HarnessException>(() => LoadPlanReader.Parse("plan.yaml", text)).Message.ShouldContain(complaint);

    [Test]
    public void Two_scenarios_of_one_name_are_refused() =>
        Should.Throw<HarnessException>(() => LoadPlanReader.Parse("plan.yaml", Plan(Scenario, Scenario))).Message
            .ShouldContain("name is \"browse\", as an earlier scenario's");

    [Test]
    public void A_body_comes_from_a_file_beside_the_plan_and_from_no_pipe()
    {
        File.WriteAllText(Path.Combine(_folder, "order.json"), "{\"items\":1}");
        var plan = Path.Combine(_folder, "plan.yaml");
        File.WriteAllText(plan, Plan(Scenario.Replace("body: \"{}\"", "bodyFile: order.json", StringComparison.Ordinal)));
        LoadPlanReader.ReadFile(plan).Scenarios[0].Steps[1].Body.Length.ShouldBe(11);
        foreach (var other in new[] { "/dev/zero", "nowhere.json", "." })
        {
            File.WriteAllText(plan, Plan(Scenario.Replace("body: \"{}\"", $"bodyFile: {other}", StringComparison.Ordinal)));
            Should.Throw<HarnessException>(() => LoadPlanReader.ReadFile(plan)).Message.ShouldContain("there is no such file");
        }
    }

    private static bool IsValid(string yaml) =>
        PolicyJson.Of(yaml) is { } document && Schema.Evaluate(System.Text.Json.JsonSerializer.SerializeToElement(document)).IsValid;

    private static string Plan(params string[] scenarios) =>
        "apiVersion: harness/v1\nkind: LoadPlan\nmetadata: {name: shop}\nspec:\n  scenarios:\n"
        + string.Join('\n', scenarios.Select(one => "  " + one.ReplaceLineEndings("\n  ")));
}
