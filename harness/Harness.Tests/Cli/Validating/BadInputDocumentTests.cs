using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Harness.Tests.Cli.Validating;

/// <summary>What a CI job uploads after bad input: a document that says so, never an empty file.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class BadInputDocumentTests
{
    private const string Missing = "/no/such/policy.yaml";

    [Test]
    public async Task Json_says_what_is_wrong()
    {
        var json = JsonNode.Parse(await RunAsync("json"))!;

        ((string?)json["verdict"]).ShouldBe("badInput");
        ((int)json["exitCode"]!).ShouldBe(2);
        ((string)json["error"]!).ShouldContain(Missing);
        json["cells"]!.AsArray().ShouldBeEmpty();
    }

    [Test]
    public async Task Sarif_says_that_the_run_did_not_succeed()
    {
        var run = JsonNode.Parse(await RunAsync("sarif"))!["runs"]![0]!;
        var invocation = run["invocations"]![0]!;

        ((bool)invocation["executionSuccessful"]!).ShouldBeFalse();
        ((string)invocation["toolExecutionNotifications"]![0]!["message"]!["text"]!).ShouldContain(Missing);
        run["results"]!.AsArray().ShouldBeEmpty();
    }

    [Test]
    public async Task JUnit_has_an_error()
    {
        var suite = XDocument.Parse(await RunAsync("junit")).Root!.Element("testsuite")!;

        ((int)suite.Attribute("errors")!).ShouldBe(1);
        ((string)suite.Element("testcase")!.Element("error")!.Attribute("message")!).ShouldContain(Missing);
    }

    [Test]
    public async Task Markdown_says_it_in_a_line() =>
        (await RunAsync("markdown")).ShouldStartWith("## Nothing was checked: the input is wrong\n\n- ");

    [TestCase("mermaid", "flowchart LR\n  m1>\"Nothing was checked: the input is wrong\"]:::note\n  m2>\"")]
    [TestCase("dot", "label=\"Nothing was checked: the input is wrong\"")]
    public async Task A_picture_shows_nothing_else(string format, string shown)
    {
        var picture = await RunAsync(format);

        picture.ShouldContain(shown);
        picture.Replace("\\n", "", StringComparison.Ordinal).Replace("#47;", "/", StringComparison.Ordinal).ShouldContain(Missing);
        picture.ShouldNotContain(" -> ");
    }

    [Test]
    public async Task A_table_leaves_it_to_standard_error() => (await RunAsync("table")).ShouldBeEmpty();

    [TestCase("json", "\"badInput\"", "--bogus")]
    [TestCase("json", "\"badInput\"", "--fail-on", "none")]
    [TestCase("json", "\"badInput\"", "--namespace", "")]
    [TestCase("sarif", "executionSuccessful", "--bogus")]
    [TestCase("junit", "<testsuite", "--fail-on", "none")]
    [TestCase("mermaid", "flowchart LR\n  m1>", "--bogus")]
    [TestCase("dot", "digraph access {\n", "--bogus")]
    public async Task A_wrong_command_line_is_bad_input_too(string format, string expected, params string[] wrong)
    {
        var (exitCode, output, error) =
            await HarnessProgram.RunAsync(["validate", "--policy", Missing, "--manifests", ".", "--output", format, .. wrong]);

        output.ShouldContain(expected);
        output.ShouldContain(wrong[0]);
        error.ShouldContain(wrong[0]);
        exitCode.ShouldBe(2);
    }

    [TestCase("--output", "yaml")]
    [TestCase("--output", "table", "--bogus")]
    public async Task A_wrong_command_line_without_a_document_leaves_it_to_standard_error(params string[] words) =>
        (await HarnessProgram.RunAsync(["validate", "--policy", Missing, .. words])).Output.ShouldBeEmpty();

    private static async Task<string> RunAsync(string format)
    {
        var (exitCode, output, error) =
            await HarnessProgram.RunAsync(["validate", "--policy", Missing, "--manifests", ".", "--output", format]);

        exitCode.ShouldBe(2, error);
        error.ShouldContain(Missing);
        return output;
    }
}
