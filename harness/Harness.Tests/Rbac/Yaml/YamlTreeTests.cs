using System.Text.Json.Nodes;
using Harness.Rbac.Yaml;
using YamlDotNet.RepresentationModel;

namespace Harness.Tests.Rbac.Yaml;

internal sealed class YamlTreeTests
{
    [TestCase("get")]
    [TestCase("services/proxy")]
    [TestCase("rbac.authorization.k8s.io/v1")]
    [TestCase("hello-app")]
    public void A_plain_word_goes_without_quotes(string word) => YamlTree.File(YamlTree.Text(word)).ShouldBe($"{word}\n");

    [TestCase("*")]
    [TestCase("y")]
    [TestCase("No")]
    [TestCase("ON")]
    [TestCase("true")]
    [TestCase("null")]
    [TestCase("~")]
    [TestCase("1")]
    [TestCase("0755")]
    [TestCase("1e3")]
    [TestCase("0x1F")]
    [TestCase("1_000")]
    [TestCase("12:30:45")]
    [TestCase(".inf")]
    [TestCase("2001-01-23")]
    [TestCase("hello-app:8080")]
    [TestCase("a: b")]
    [TestCase("a #b")]
    [TestCase("- a")]
    [TestCase("{{ x }}")]
    [TestCase("word\n")]
    public void Whatever_could_be_read_as_something_else_is_quoted(string text)
    {
        var file = YamlTree.File(YamlTree.Text(text));

        file.ShouldStartWith("\"");
        Read(file).ShouldBe(text);
    }

    [TestCase("")]
    [TestCase("a\"b")]
    [TestCase("back\\slash")]
    [TestCase("tab\tand\nnew line\r\n")]
    [TestCase("umlaut ü and \U0001F512")]
    public void Every_string_is_read_as_it_was(string text) => Read(YamlTree.File(YamlTree.Text(text))).ShouldBe(text);

    [TestCase("a\u202Eb\u200F")]
    [TestCase("##[error]forged")]
    [TestCase("##vso[task.complete]")]
    [TestCase("\uFEFF\u0085\u2028\u001b[2J\U000E0041")]
    public void What_would_do_something_where_it_is_shown_is_escaped(string text)
    {
        var file = YamlTree.File(YamlTree.Text(text));

        PrintableText.Of(file).ShouldBe(file);
        Read(file).ShouldBe(text);
    }

    [Test]
    public void Numbers_booleans_and_null_stay_what_they_are() =>
        YamlTree.File(YamlTree.Of(JsonNode.Parse("""{"a": 1, "b": true, "c": null, "d": ["1"], "e": {}, "f": []}""")))
            .ShouldBe("a: 1\nb: true\nc: null\nd:\n- \"1\"\ne: {}\nf: []\n");

    [Test]
    public void A_long_string_stays_on_one_line() =>
        YamlTree.File(YamlTree.Text(string.Join(' ', Enumerable.Repeat("word", 100)))).Count(letter => letter == '\n').ShouldBe(1);

    [Test]
    public void Documents_are_apart() =>
        YamlTree.File(YamlTree.Text("first"), YamlTree.Text("second")).ShouldBe("first\n---\nsecond\n");

    private static string Read(string file)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(file));
        return ((YamlScalarNode)stream.Documents.Single().RootNode).Value!;
    }
}
