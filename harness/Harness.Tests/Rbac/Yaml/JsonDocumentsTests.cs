using Harness.Rbac.Yaml;
using Harness.Tests.Rbac.Loading;

namespace Harness.Tests.Rbac.Yaml;

/// <summary>Streams of JSON, which kubectl reads though they are no YAML.</summary>
internal sealed class JsonDocumentsTests
{
    private const string Role = """{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": {"name": "NAME"}}""";

    [TestCase("\n", Description = "a line each")]
    [TestCase("")]
    [TestCase("\n\n \t")]
    public void Objects_one_behind_the_other_are_each_read(string between)
    {
        var text = string.Join(between, "abc".Select(name => Role.Replace("NAME", name.ToString(), StringComparison.Ordinal)));

        ManifestText.Read(text).Roles.Select(role => role.Name).ShouldBe(["a", "b", "c"]);
    }

    [Test]
    public void Places_are_those_that_an_editor_shows()
    {
        var other = Role.Replace("NAME", "ü😀", StringComparison.Ordinal);
        var roles = ManifestText.Read($"{Role}\n  {other}  {other.Replace("ü", "a", StringComparison.Ordinal)}").Roles;

        roles.Select(role => (role.Location!.Line, role.Location.Column)).ShouldBe([(1, 1), (2, 3), (2, 3 + Role.Length - 1 + 2)]);
    }

    [TestCase("""{"a": "é😀\n\u00e9", "b": [1, -2.5e3, true, false, null, {"c": {}}], "d": []}""")]
    [TestCase("""[{"kind": "x"}, "y", [[]]]""")]
    public void It_is_read_as_the_reader_of_YAML_does(string json) =>
        Text(Values(json)).ShouldBe(Text(Values($"# a comment, and so no JSON\n{json}", line: 1)));

    [TestCase("""{"a": 1, "a": 2}""", "1:10: the key \"a\" is on line 1 already; remove one of the two")]
    [TestCase("""{"a": 1}{"b": }""", "is not valid YAML")]
    [TestCase("""{"a": "\ud800"}{"b": 1}""", "is not valid YAML")]
    public void What_is_wrong_is_told(string json, string complaint) =>
        Refusal.Of(() => YamlText.Read(json, YamlLimits.Manifests)).ShouldContain(line => line.Contains(complaint));

    private static IReadOnlyList<YamlValue> Values(string text, int line = 0)
    {
        var problems = new InputProblems();
        var values = YamlDocuments.Read(new YamlInput("-", text), YamlLimits.Manifests, problems);
        problems.Any.ShouldBeFalse();
        (values[0].Location.Line - line).ShouldBe(1);
        return values;
    }

    private static string Text(IReadOnlyList<YamlValue> values) => string.Join('\n', values.Select(Text));

    private static string Text(YamlField field) => $"{field.Name}@{field.Location.Column}: {Text(field.Value)}";

    private static string Text(YamlValue value) => value switch
    {
        YamlMap map => $"@{map.Location.Column}{{{string.Join(", ", map.Fields.Select(Text))}}}",
        YamlList list => $"@{list.Location.Column}[{string.Join(", ", list.Items.Select(Text))}]",
        YamlScalar scalar => $"@{scalar.Location.Column}{scalar.Kind} {scalar.Text}",
        _ => "",
    };
}
