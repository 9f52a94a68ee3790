using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Harness.Results;

namespace Harness.Reports.Tests.BadRuns;

/// <summary>Names, messages and evidence as a hostile pod may send them: text in every format, and a command in none.</summary>
internal sealed partial class HostileRunTests
{
    private const string Secret = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJwbGFudGVkIn0.cGxhbnRlZA";

    private static readonly string[] Hostile =
    [
        "<script>alert(1)</script>", "</details></summary><b>", "\"><img src=x onerror=alert(1)>", "{{ 7 | times: 6 }}{% raw %}",
        "a | b \\| c", "```\n# heading\n```", "[link](javascript:alert(1)) ![x](http://evil.example/x.png)",
        "@admins #1 https://evil.example",
        "\u001b[31mred\u001b]0;title\u0007", "\u202Egnp.exe\u2066", "::error file=x::y\n::stop-commands::z",
        "##[group]x\n##vso[task.complete]",
        "\0\ud800 half", "]]>&amp;&#x3C;", "=HYPERLINK(\"http://evil.example\")", $"token {Secret}",
    ];

    [Test]
    public void No_format_gives_it_a_meaning([ValueSource(nameof(Hostile))] string text)
    {
        var results = Planted(text);
        foreach (var exporter in ReportWriter.Exporters)
        {
            var written = Rendering.Of(exporter, results);

            Control().Matches(written).ShouldBeEmpty(exporter.FileName);
            if (exporter.FileName.EndsWith(".html", StringComparison.Ordinal))
                Markup().Matches(written).ShouldBeEmpty(exporter.FileName);
            if (exporter.FileName != "annotations.txt")
                Command().Matches(written).ShouldBeEmpty(exporter.FileName);
        }
    }

    [Test]
    public void Markdown_has_no_more_tags_links_and_folds_than_with_harmless_text([ValueSource(nameof(Hostile))] string text)
    {
        var exporter = new MarkdownReport();

        Tags(Rendering.Of(exporter, Planted(text))).ShouldBe(Tags(Rendering.Of(exporter, Planted("harmless"))));
    }

    [Test]
    public void JUnit_has_the_same_elements([ValueSource(nameof(Hostile))] string text) => Elements(text).ShouldBe(Elements("harmless"));

    [Test]
    public void A_line_of_annotations_is_one_command_each([ValueSource(nameof(Hostile))] string text) =>
        Rendering.Of(new GitHubAnnotations(), Planted(text)).TrimEnd('\n').Split('\n')
            .ShouldAllBe(line => Annotation().IsMatch(line));

    [Test]
    public void Neither_the_files_of_a_run_nor_its_reports_hold_a_secret()
    {
        using var run = new RunOnDisk();
        var planted = Planted($"token {Secret}");
        run.Folder.WriteManifest(planted.Manifest);
        run.Folder.AddScenario(planted.Scenarios[0] with
        {
            Attachments = [run.Folder.Attach($"scenario {Secret}", $"{Secret}.txt", "an answer", Encoding.UTF8.GetBytes(Secret))],
        });
        run.Folder.AddBenchmark(planted.Benchmarks[0]);

        ReportWriter.WriteAll(run.Folder);

        var files = Directory.GetFiles(run.Folder.FullPath, "*", SearchOption.AllDirectories);
        files.Length.ShouldBeGreaterThan(8);
        foreach (var file in files)
        {
            file.ShouldNotContain(Secret[..12]);
            File.ReadAllText(file).ShouldNotContain(Secret[..12], Case.Sensitive, file);
        }

        File.ReadAllText(run.PathOf("scenarios.json")).ShouldContain("(masked)");
    }

    /// <summary>The text in every place that something from outside may get to.</summary>
    private static RunResults Planted(string text) => new(
        SampleRun.Manifest(RunState.Aborted) with { StateReason = text, Command = $"./run.sh {text}" },
        [
            SampleScenarios.Rich[0] with
            {
                Name = $"Class.{text}",
                Title = text,
                Claims = [text],
                Topic = text,
                Outcome = ScenarioOutcome.Failed,
                Reason = text,
                Observations = [new Observation(text, text, text, false, text)],
                Cells = [new MatrixCell(text, text, text, "Forbidden", text), new MatrixCell(text, text, "c", "Forbidden", "Allowed")],
                Measurements = [new Harness.Clusters.Measurement(text, 1, text)],
                Traits = [new AlternativeTrait(text, text, text)],
                Attachments = [new Attachment(text, $"attachments/a/{text}.png")],
            },
        ],
        [
            SampleBenchmarks.Quick with
            {
                Name = text,
                Target = text,
                Comparisons = [new Comparison(Route("proxied", text), Route("direct", text))],
            },
        ]);

    private static RouteFigures Route(string route, string text) => SampleBenchmarks.Quick.Comparisons[0].Proxied with
    {
        Route = route,
        Via = text,
        Errors = new Dictionary<string, long> { [text] = 3 },
    };

    /// <summary>Tags outside of code, and links.</summary>
    private static IEnumerable<string> Tags(string page) =>
        Tag().Matches(Code().Replace(page, "")).Select(tag => tag.Value).Where(tag => tag != "<br>");

    private static IEnumerable<string> Elements(string text) =>
        XDocument.Parse(Rendering.Of(new JUnitReport(), Planted(text))).Descendants().Select(element => element.Name.LocalName);

    /// <summary>Control characters, and what changes the direction of reading.</summary>
    [GeneratedRegex(@"[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]|\uD800(?![\uDC00-\uDFFF])")]
    private static partial Regex Control();

    [GeneratedRegex("<script>alert|<img src=x", RegexOptions.IgnoreCase)]
    private static partial Regex Markup();

    /// <summary>Lines that GitHub or Azure would obey.</summary>
    [GeneratedRegex(@"^\s*::[a-z]|##\w*\[", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex("^::(error|warning|notice) title=[^:]+::.+$")]
    private static partial Regex Annotation();

    [GeneratedRegex("(?ms)^ *(?<fence>`{3,})text\n.*?^ *\\k<fence>$|(?<!\\\\)(?<ticks>`+)[^`\n].*?(?<!`)\\k<ticks>(?!`)")]
    private static partial Regex Code();

    [GeneratedRegex(@"(?<!\\)</?[a-zA-Z][^>]*>|(?<!\\)\]\(")]
    private static partial Regex Tag();
}
