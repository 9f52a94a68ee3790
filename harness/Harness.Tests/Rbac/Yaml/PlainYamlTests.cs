using System.Text;
using Harness.Rbac.Yaml;
using Harness.Tests.Rbac.Fuzzing;
using Harness.Tests.Rbac.Loading;
using Harness.Tests.Rbac.Policies;

namespace Harness.Tests.Rbac.Yaml;

/// <summary>The fast reader of plain YAML reads what it reads as the reader of everything does.</summary>
internal sealed class PlainYamlTests
{
    private const int Few = 20_000;

    private const string Several = """
        # Source: a chart
        apiVersion: v1
        kind: List
        "quoted key": 'it is: #fine'
        items:
        - apiVersion: v1
          kind: Service
          spec:
            ports:
            - port: 8080
              name: "web"
            - {port: 9090, names: [a, "b c", 'd'], empty: [], also: {}}
          - nested
        - - a
          - b: 1
            c: on
        -
          d: 1.5
        last: plain text with blanks, commas and http://addresses
        """;

    private static readonly string[] Documents =
        [ManifestText.Role, ManifestText.Binding, Several, Several.Replace("  - nested\n", "", StringComparison.Ordinal), PolicyText.Good];

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(3)]
    public void Manifests_as_people_and_tools_write_them_are_plain(int document) =>
        Plain(Documents[document], out _).ShouldNotBeNull();

    [TestCase("a: &x 1")]
    [TestCase("a: *x")]
    [TestCase("<<: {a: 1}")]
    [TestCase("a: |\n  b")]
    [TestCase("a: b\n  c")]
    [TestCase("a: \"b\\n\"")]
    [TestCase("a: 'it''s'")]
    [TestCase("a: b # comment")]
    [TestCase("a: !!str 1")]
    [TestCase("a:\n")]
    [TestCase("? a\n: b")]
    [TestCase("a: b: c")]
    [TestCase("a: {b: c,\n  d: e}")]
    [TestCase("a: [b:c]")]
    [TestCase("a: 1\n- b")]
    [TestCase("a:\n  b: 1\n c: 2")]
    [TestCase("a\t: 1")]
    [TestCase("---\na: 1")]
    [TestCase("text")]
    public void What_is_not_plain_is_left_to_the_reader_of_everything(string text) => Plain(text, out _).ShouldBeNull();

    [Test]
    public void Both_read_the_same_whatever_the_document()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable(Fuzzer.Inputs), out var many) ? many : Few;
        var plain = 0;
        for (var seed = 0; seed < count; seed++)
        {
            var bytes = new Mutator(seed).Mutate(Documents[seed % Documents.Length], Documents[seed / Documents.Length % Documents.Length]);
            if (YamlInput.Decode("-", bytes, new InputProblems()) is not { } input
                || Plain(input.Text, out var complaints) is not { } value)
            {
                continue;
            }

            plain++;
            var problems = new InputProblems();
            var others = YamlDocuments.Read(input, YamlLimits.Manifests, problems);
            $"{Text(value)} {complaints}".ShouldBe(
                $"{string.Join("; ", others.Select(Text))} {Complaints(problems)}", $"seed {seed}: {input.Text}");
        }

        TestContext.Out.WriteLine($"{count} documents, {plain} of them plain");
        plain.ShouldBeGreaterThan(count / 10);
    }

    private static YamlValue? Plain(string text, out string complaints)
    {
        var problems = new InputProblems();
        var value = PlainYaml.TryRead(new YamlInput("-", text), YamlLimits.Manifests, problems, new YamlUse());
        complaints = Complaints(problems);
        return value;
    }

    private static string Complaints(InputProblems problems)
    {
        try
        {
            problems.ThrowIfAny();
            return "";
        }
        catch (HarnessException refused)
        {
            return refused.Message;
        }
    }

    private static string Text(YamlValue value)
    {
        var text = new StringBuilder();
        Write(text, value);
        return text.ToString();
    }

    private static void Write(StringBuilder text, YamlValue value)
    {
        text.Append(value.Location.Line).Append(':').Append(value.Location.Column).Append(value.Description);
        foreach (var field in (value as YamlMap)?.Fields ?? [])
        {
            text.Append(" <").Append(field.Name).Append('@').Append(field.Location).Append(':').Append(field.Location.Column).Append("> ");
            Write(text, field.Value);
        }

        foreach (var item in (value as YamlList)?.Items ?? [])
            Write(text.Append(" - "), item);
    }
}
