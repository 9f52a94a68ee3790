using Harness.Clusters;
using Harness.Results;

namespace Harness.Reports.Tests.Html;

/// <summary>Whatever names, messages and answers hold is shown as text, and none of it is masked too late.</summary>
internal sealed class HostileTextTests
{
    [TestCase("</script><script>alert(1)</script>")]
    [TestCase("<img src=x onerror=alert(1)>")]
    [TestCase("\" onmouseover=\"alert(1)")]
    [TestCase("' autofocus onfocus='alert(1)")]
    [TestCase("{{ title }}{% include 'x' %}{% raw %}")]
    [TestCase("</style></title></details></table>")]
    [TestCase("javascript:alert(1)")]
    [TestCase("&lt;b&gt;&#60;i&#62;")]
    [TestCase("<!-- -->]]><![CDATA[")]
    [TestCase("\u001b[31mred\0\u202E half a pair: \ud800")]
    public void A_page_has_the_same_tags_whatever_is_in_its_texts(string hostile)
    {
        var (harmless, page) = (PageText.Of(Run("x")), PageText.Of(Run(hostile)));

        page.TagNames.ShouldBe(harmless.TagNames);
        page.Tags.Select(Names).ShouldBe(harmless.Tags.Select(Names));
        // Sources of the program's own are links; no text of a run is one.
        page.Values("href").Where(address => address.Contains(':') && !address.StartsWith('#'))
            .ShouldBe(harmless.Values("href").Where(address => address.Contains(':') && !address.StartsWith('#')));
        page.Markup.ShouldNotContain("\u001b");
        page.Text.ShouldContain(PrintableText.Of(hostile).Replace("\n", " ", StringComparison.Ordinal));
    }

    [Test]
    public void A_token_at_the_end_of_a_long_text_is_masked_before_the_text_is_cut()
    {
        var token = "eyJhbGciOiJSUzI1NiIsImtpZCI6InRlc3QifQ.eyJzdWIiOiJ4In0.c2lnbmF0dXJl";
        var text = new string(' ', 1_990).Replace(' ', '-') + $" {token}";

        var html = PageText.Of(Run(text)).Html;

        html.IndexOf("eyJhb", StringComparison.Ordinal).ShouldBe(-1);
        html.ShouldContain("(masked)");
    }

    /// <summary>A tag's name and the names of its attributes.</summary>
    private static string Names(string tag) => System.Text.RegularExpressions.Regex.Replace(tag, "=\"[^\"]*\"", "");

    /// <summary>A run that is nothing but one text, wherever a text can be.</summary>
    private static RunResults Run(string text)
    {
        var scenario = new ScenarioResult
        {
            Name = $"A.{text}",
            Title = text,
            Claims = [text],
            Topic = text,
            Source = $"{text}:1",
            Outcome = ScenarioOutcome.Failed,
            Reason = text,
            Observations = [new Observation(text, text, text, false, text), new Observation("fine", text, text, true, text)],
            Cells =
            [
                new MatrixCell(text, text, "column", "Forbidden", "Allowed") { Evidence = text },
                new MatrixCell(text, text, $"other {text}", text, text),
            ],
            Measurements = [new Measurement(text, 1, text)],
            Attachments = [new Attachment(text, $"attachments/{text}.png"), new Attachment(text, "attachments/../../b.txt")],
            Traits = [new AlternativeTrait(text, text, text)],
            Started = SampleRun.Manifest(RunState.Complete).Started,
            Duration = TimeSpan.FromSeconds(1),
        };
        return new RunResults(
            Manifest(text),
            [scenario, scenario with { Outcome = ScenarioOutcome.Undecided }, scenario with { Outcome = ScenarioOutcome.Skipped }],
            [SampleBenchmarks.Quick with { Name = text, Target = text }]);
    }

    private static RunManifest Manifest(string text) => SampleRun.Manifest(RunState.Aborted) with
    {
        StateReason = text,
        Command = text,
        GitCommit = text,
        RepositoryUrl = text,
        Claims = [new Claim(text, text)],
        AskedClaim = text,
        Host = new HostFacts(text, 1, 1, text) { Processor = text, Kernel = text, Governor = text },
        Cluster = new ClusterFacts
        {
            Source = text,
            KubernetesVersion = text,
            NodeImage = text,
            Images = new Dictionary<string, string> { [text] = text },
        },
    };
}
