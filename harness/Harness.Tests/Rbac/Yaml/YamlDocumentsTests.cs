using Harness.Rbac.Yaml;

namespace Harness.Tests.Rbac.Yaml;

internal sealed class YamlDocumentsTests
{
    [TestCase("a: b", "{a: \"b\"}")]
    [TestCase("a: [b, 'on', \"1\"]", "{a: [\"b\", \"on\", \"1\"]}")]
    [TestCase("a: on", "{a: Boolean on}")]
    [TestCase("a: [y, N, Yes, OFF, true, False]", "{a: [Boolean y, Boolean N, Boolean Yes, Boolean OFF, Boolean true, Boolean False]}")]
    [TestCase("a: [yEs, onn, truE]", "{a: [\"yEs\", \"onn\", \"truE\"]}")]
    [TestCase(
        "a: [1, -2, 0x1F, 0X1F, 0o17, 017, 1_000, .5, 1., 1e3, .inf, .NaN]",
        "{a: [Number 1, Number -2, Number 0x1F, Number 0X1F, Number 0o17, Number 017, Number 1_000, Number .5, Number 1., Number 1e3, "
        + "Number .inf, Number .NaN]}")]
    [TestCase("a: [1.2.3, 10.0.0.1, 1a, e3, \".\", 2026-12-31, 12:30:45]",
        "{a: [\"1.2.3\", \"10.0.0.1\", \"1a\", \"e3\", \".\", \"2026-12-31\", \"12:30:45\"]}")]
    [TestCase("a: [08, 0b11, 1__0, +1, 0b12, 0o8, 0xG, _1, 1e, 0x, =]",
        "{a: [Number 08, Number 0b11, Number 1__0, Number +1, \"0b12\", \"0o8\", \"0xG\", \"_1\", \"1e\", \"0x\", \"=\"]}")]
    [TestCase("a: [~, null, NULL, '']", "{a: [Null ~, Null null, Null NULL, \"\"]}")]
    [TestCase("a:\nb: |\n  x\n", "{a: Null, b: \"x\n\"}")]
    [TestCase("a: !!str 8080\nb: !!int \"1\"\nc: !Ref x\nd: ! 12", "{a: \"8080\", b: Number 1, c: Tagged x, d: \"12\"}")]
    [TestCase("{\n\t\"a\": [\n\t\t1]}", "{a: [Number 1]}", Description = "JSON may be indented by tabs")]
    [TestCase("8080: x", "{8080: \"x\"}")]
    [TestCase("a: b\r\nc:\r\n- d\r\n", "{a: \"b\", c: [\"d\"]}", Description = "CRLF")]
    [TestCase("a: &x [1, 2]\nb: *x", "{a: [Number 1, Number 2], b: [Number 1, Number 2]}")]
    [TestCase("- &x {a: 1, b: 2}\n- <<: *x\n  b: 3", "[{a: Number 1, b: Number 2}, {b: Number 3, a: Number 1}]")]
    [TestCase("- &x {a: 1}\n- &y {a: 2, b: 2}\n- <<: [*x, *y]", "[{a: Number 1}, {a: Number 2, b: Number 2}, {a: Number 1, b: Number 2}]")]
    [TestCase("\"<<\": {a: 1}", "{<<: {a: Number 1}}", Description = "quoted, it is a key like any other")]
    public void Documents_are_read_as_kubectl_reads_them(string text, string shown) =>
        YamlText.Show(YamlText.Read(text).ShouldHaveSingleItem()).ShouldBe(shown);

    [TestCase("", 0)]
    [TestCase("...\n", 0)]
    [TestCase("# nothing\n", 0)]
    [TestCase("---\n---\n", 0)]
    [TestCase("---\n# Source: chart/role.yaml\na: b\n---\n# Source: chart/empty.yaml\n---\nc: d\n...\n", 2)]
    [TestCase("a: &x b\n---\nc: d", 2)]
    public void Documents_without_content_are_left_out(string text, int documents) => YamlText.Read(text).Count.ShouldBe(documents);

    [Test]
    public void Every_value_knows_its_place()
    {
        var map = (YamlMap)YamlText.Read("# x\na:\n  - b: c\n    d: 'é'\n").ShouldHaveSingleItem();
        var item = (YamlMap)((YamlList)map.Find("a")!).Items.ShouldHaveSingleItem();

        map.Location.ShouldBe(new SourceLocation("a.yaml", 2, 1));
        item.Location.ShouldBe(new SourceLocation("a.yaml", 3, 5));
        item.Fields[1].Location.ShouldBe(new SourceLocation("a.yaml", 4, 5));
        item.Find("d")!.Location.ShouldBe(new SourceLocation("a.yaml", 4, 8));
    }

    [TestCase("a: b\n\tc: d", "a.yaml:2:1: a tab is used as indentation, which YAML forbids; indent with spaces")]
    [TestCase("a:\n\tb: c", "a.yaml:2:1: a tab is used as indentation, which YAML forbids; indent with spaces")]
    [TestCase("a:\n  - b\n \t- c", "a.yaml:3:2: a tab is used as indentation, which YAML forbids; indent with spaces")]
    [TestCase("\ta: b\n", "a.yaml:1:1: a tab is used as indentation, which YAML forbids; indent with spaces")]
    [TestCase("-\ta: b\n-\tb: c", "a.yaml:1:3: a tab is used as indentation, which YAML forbids; indent with spaces")]
    [TestCase("a: 1\nb: 2\na: 3", "a.yaml:3:1: the key \"a\" is on line 1 already; remove one of the two")]
    [TestCase("a: {b: 1, b: 2}", "a.yaml:1:11: the key \"b\" is on line 1 already; remove one of the two")]
    [TestCase("a: *a", "a.yaml:1:4: there is no anchor &a above this alias; write the value out")]
    [TestCase("a: &a 1\n---\nb: *a", "a.yaml:3:4: there is no anchor &a above this alias; write the value out")]
    [TestCase("a: &a [b, *a]", "a.yaml:1:11: the alias *a stands inside its own anchor, a loop; write the value out")]
    [TestCase("a: &a\n  <<: *a", "a.yaml:2:7: the alias *a stands inside its own anchor, a loop; write the value out")]
    [TestCase("a: &a [1,2,3,4,5]\nb: &b [*a,*a,*a,*a]",
        "a.yaml:2:17: the aliases up to *a repeat more than 20 values, as a \"YAML bomb\" does; write the values out")]
    [TestCase("[[[[[[[[[x]]]]]]]]]", "a.yaml:1:9: nests deeper than 8 levels; no Kubernetes object does")]
    [TestCase("- &a [[[[1]]]]\n- [[[*a]]]", "a.yaml:2:6: nests deeper than 8 levels; no Kubernetes object does")]
    [TestCase("? [a]\n: b", "a.yaml:1:3: a key must be a text, not a list; quote it, or, if")]
    [TestCase("<<: 1", "a.yaml:1:5: the merge key << takes mappings, not the number 1; give it an alias to a mapping")]
    [TestCase("a: 1\n<<: {a: 2}",
        "a.yaml:2:1: the merge key << comes after another key, where YAML readers disagree on which value wins; put it first, once")]
    [TestCase(
        "a: [1, 2",
        "a.yaml:2:1: is not valid YAML: while parsing a flow sequence, did not find expected ',' or ']'; look at the indentation, "
        + "brackets and quotes here")]
    [TestCase(
        "a: b: c",
        "a.yaml:1:5: is not valid YAML: while scanning a plain scalar value, found invalid mapping; look at the indentation, "
        + "brackets and quotes here")]
    [TestCase("a: b\nc: !!]", "a.yaml:2:2: is not valid YAML: global tags must be valid URIs", Description = "found by the fuzz tests")]
    [TestCase("paths: [*]", "a.yaml:1:9: an asterisk without quotes is an alias to YAML; write \"*\" in quotes")]
    [TestCase("verbs: [get, *, list]", "a.yaml:1:14: an asterisk without quotes is an alias to YAML; write \"*\" in quotes")]
    [TestCase("verbs: *", "a.yaml:1:8: an asterisk without quotes is an alias to YAML; write \"*\" in quotes")]
    [TestCase("verbs:\n- *\n", "a.yaml:2:3: an asterisk without quotes is an alias to YAML; write \"*\" in quotes")]
    [TestCase("verbs:\n- *  # all\n", "a.yaml:2:3: an asterisk without quotes is an alias to YAML; write \"*\" in quotes")]
    [TestCase(
        "a: [*/x]", "a.yaml:1:5: there is no anchor &/x above this alias; write the value out, or, if it is a text, \"*/x\" in quotes")]
    [TestCase("%YAML 1.1\n---\na: b", "a.yaml:1:1: is a directive (%YAML, %TAG), which kubectl does not read; remove the line")]
    [TestCase("a: b\n...\n%TAG ! tag:x,2026:\n---\na: b", "a.yaml:3:1: is a directive (%YAML, %TAG)")]
    [TestCase("a: &", "a.yaml:1:4: is not valid YAML: while scanning an anchor or alias")]
    [TestCase("a: }\n", "a.yaml:1:4: is not valid YAML: while parsing a node, did not find expected node content; look at")]
    [TestCase(
        "name: {{ .Values.name }}-x", "a.yaml:1:7: is a template, not a manifest: it has {{ … }}; render it first, e.g. helm template")]
    [TestCase("{{- if .x }}\na: b\n{{- end }}", "a.yaml:1:1: is a template, not a manifest")]
    [TestCase(
        "a: {{ .Values.x }}", "a.yaml:1:5: a key must be a text, not a mapping; quote it, or, if {{ … }} is a template's, render it first")]
    public void What_cannot_be_read_is_named_with_its_place(string text, string complaint) =>
        Refusal.Of(() => YamlText.Read(text))[0].ShouldStartWith(complaint);

    [Test]
    public void A_long_document_is_refused_by_its_values() =>
        Refusal.Of(() => YamlText.Read("[" + string.Join(',', Enumerable.Repeat('x', 200)) + "]"))
            .ShouldHaveSingleItem().ShouldBe("a.yaml:1:200: has more than 100 values; split the file");

    [Test]
    public void A_bomb_of_nested_aliases_is_refused_and_not_expanded()
    {
        var lines = Enumerable.Range(1, 30).Select(i => $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]")
            .Prepend("a0: &a0 lol");

        Refusal.Of(() => YamlText.Read(string.Join('\n', lines), YamlLimits.Manifests))
            .ShouldHaveSingleItem().ShouldContain("as a \"YAML bomb\" does");
    }

    [Test]
    public void Nesting_beyond_any_stack_is_refused_at_the_limit() =>
        Refusal.Of(() => YamlText.Read(new string('[', 10_000_000), YamlLimits.Manifests))
            .ShouldHaveSingleItem().ShouldContain("nests deeper than 128 levels");

    [Test]
    public void More_than_twenty_problems_are_counted()
    {
        var lines = Refusal.Of(() => YamlText.Read(string.Join('\n', Enumerable.Repeat("a: 1", 31))));

        lines.Length.ShouldBe(21);
        lines[^1].ShouldBe("… and 10 more; fix these first");
    }
}
