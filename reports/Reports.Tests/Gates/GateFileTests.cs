using System.Text.Json.Nodes;
using Harness.Rbac.Yaml;
using Harness.Reports.Gates;
using Harness.Reports.Tests.Headlines;

namespace Harness.Reports.Tests.Gates;

/// <summary>What a right gate says, and how a wrong one is refused, by the program and by the published schema alike.</summary>
internal sealed class GateFileTests
{
    private const string Whole = """
        apiVersion: harness/v1
        kind: Gate
        metadata: {name: nightly}
        spec:
          figures:
          - figure: "ratio/direct-over-proxy/*"
            margin: 0.03
          - {figure: side-effects/safe-rate, margin: 0.1, direction: either, leastRounds: 12, leastHistory: 10}
          claims: {skipped: 3, undecided: 1}
          undecided: allow
        """;

    [Test]
    public void A_gate_is_read_whole()
    {
        var gate = GateFile.Parse("gate.yaml", Whole);

        gate.Name.ShouldBe("nightly");
        gate.Rules.ShouldBe(
        [
            new GateRule("ratio/direct-over-proxy/*", 0.03),
            new GateRule("side-effects/safe-rate", 0.1) { Direction = GateDirection.Either, LeastRounds = 12, LeastHistory = 10 },
        ]);
        gate.Claims.ShouldBe(new ClaimBudget(3, 1));
        gate.AllowsUndecided.ShouldBeTrue();
        IsValid(Whole).ShouldBeTrue();
    }

    [Test]
    public void The_example_is_one()
    {
        var file = Path.Combine(RepositoryRoot.Find(), "harness", "examples", "hello", "gate.yaml");

        GateFile.Read(file).Rules[0].ShouldBe(new GateRule("ratio/direct-over-proxy/all", 0.03));
        IsValid(File.ReadAllText(file)).ShouldBeTrue();
    }

    [Test]
    public void What_may_be_missing_has_a_meaning()
    {
        const string claims = "apiVersion: harness/v1\nkind: Gate\nmetadata: {name: a}\nspec: {claims: {}}\n";

        var gate = GateFile.Parse("gate.yaml", claims);

        (gate.Rules.Count, gate.Claims, gate.AllowsUndecided).ShouldBe((0, new ClaimBudget(0, 0), false));
        IsValid(claims).ShouldBeTrue();
    }

    [TestCase("margin: 0.03", "margin: 3", "gate.yaml:7:13: spec.figures[0].margin is \"3\"; write the share by which it may change")]
    [TestCase("margin: 0.03", "margin: 3%", "margin is \"3%\"; write the share")]
    [TestCase("margin: 0.03", "margin: 0", "margin is \"0\"; write the share")]
    [TestCase("margin: 0.03", "margin: \"0.03\"", "margin is \"0.03\"; write the share")]
    [TestCase("    margin: 0.03\n", "", "margin is missing; write the share")]
    [TestCase("margin: 0.03", "margins: 0.03", "did you mean margin?")]
    [TestCase("direction: either", "direction: up", "direction is \"up\"; write worse or either")]
    [TestCase("leastRounds: 12", "leastRounds: 0", "leastRounds is \"0\"; write a whole number from 1 to 1000")]
    [TestCase("leastHistory: 10", "leastHistory: 2", "leastHistory is \"2\"; write a whole number from 3 to 1000")]
    [TestCase("skipped: 3", "skipped: some", "claims.skipped is \"some\"; write a whole number from 0 to 1000")]
    [TestCase("skipped: 3", "refuted: 3", "has the unknown field \"refuted\"")]
    [TestCase("undecided: allow", "undecided: ignore", "gate.yaml:10:14: spec.undecided is \"ignore\"; write fail or allow")]
    [TestCase("kind: Gate", "kind: Fence", "kind is \"Fence\"; a gate has kind: Gate")]
    [TestCase("apiVersion: harness/v1", "apiVersion: v1", "apiVersion is \"v1\"; a gate has apiVersion: harness/v1")]
    [TestCase("{name: nightly}", "{}", "metadata has no name; name the gate")]
    public void A_wrong_one_is_refused_at_its_place(string what, string by, string complaint)
    {
        Whole.ShouldContain(what);
        var text = Whole.Replace(what, by, StringComparison.Ordinal);

        var failure = Should.Throw<HarnessException>(() => GateFile.Parse("gate.yaml", text));

        failure.Kind.ShouldBe(FailureKind.BadInput);
        failure.Message.ShouldContain(complaint);
        IsValid(text).ShouldBeFalse();
    }

    [TestCase("", "holds 0 documents")]
    [TestCase("- a", "a gate is a mapping")]
    [TestCase("apiVersion: harness/v1\nkind: Gate\nmetadata: {name: a}\nspec: {}", "demands nothing; write figures, claims or both")]
    [TestCase("apiVersion: harness/v1\nkind: Gate\nmetadata: {name: a}\nspec: {figures: []}", "figures is empty")]
    public void What_is_no_gate_is_refused(string text, string complaint) =>
        Should.Throw<HarnessException>(() => GateFile.Parse("gate.yaml", text)).Message.ShouldContain(complaint);

    [Test]
    public void A_file_that_is_not_there_is_named() =>
        Should.Throw<HarnessException>(() => GateFile.Read("/no/such/gate.yaml")).Message.ShouldContain("/no/such/gate.yaml");

    private static bool IsValid(string yaml)
    {
        var problems = new InputProblems();
        var document = YamlDocuments.Read(new YamlInput("gate.yaml", yaml), YamlLimits.Policy, problems).ShouldHaveSingleItem();
        return SchemaText.Gate.Evaluate(System.Text.Json.JsonSerializer.SerializeToElement(Json(document))).IsValid;
    }

    private static JsonNode? Json(YamlValue value) => value switch
    {
        YamlMap map => new JsonObject(map.Fields.Select(field => KeyValuePair.Create(field.Name, Json(field.Value)))),
        YamlList list => new JsonArray([.. list.Items.Select(Json)]),
        YamlScalar { Kind: YamlScalarKind.Number } number => JsonNode.Parse(number.Text),
        YamlScalar text => text.Text,
        _ => null,
    };
}
