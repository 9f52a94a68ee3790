using Harness.Rbac.Findings;
using Harness.Rbac.Validation;
using Harness.Reports.Validation;

namespace Harness.Reports.Tests.Validation;

internal sealed class ValidationMarkdownTests
{
    [Test]
    public void A_comment_stays_below_what_GitHub_takes_and_says_how_much_more_there_is()
    {
        var page = Rendering.Of(ValidationFormat.Markdown, SampleValidation.Huge);

        page.Length.ShouldBeInRange(5_000, ValidationMarkdown.LongestPage);
        page.ShouldContain("### What is wrong (2,000)");
        page.ShouldMatch("… and 1,9[0-9]{2} more");
    }

    /// <summary>GitHub draws it; what found no room is counted below it.</summary>
    [Test]
    public void What_is_wrong_is_drawn_with_at_most_thirty_stops()
    {
        var page = Rendering.Of(ValidationFormat.Markdown, SampleValidation.Bad);
        var graph = page.Split("```mermaid\n")[1].Split("\n```\n");
        var huge = Rendering.Of(ValidationFormat.Markdown, SampleValidation.Huge).Split("```mermaid\n")[1].Split("\n```\n");

        graph[0].ShouldStartWith("flowchart LR\n");
        graph[0].ShouldNotContain("fine", customMessage: "only what is wrong");
        graph[1].ShouldStartWith(
            "\nWays of access, from subject to service: 3 must not be there (red, thick), 1 missing (red, no arrows).\n");
        huge[0].Split('\n').Count(line => line.StartsWith("  n", StringComparison.Ordinal) && line.Contains('"')).ShouldBeInRange(3, 30);
        huge[1].ShouldMatch(
            @"There are 1,9[0-9]{2} more, with [0-9,]+ stops for which there was no room: `--output dot` has all of them\.");
    }

    [TestCase(ValidationFormat.Table, " of cluster https://10.0.0.1:6443\n")]
    [TestCase(ValidationFormat.Markdown, " Asked: `cluster https://10.0.0.1:6443`.\n")]
    [TestCase(ValidationFormat.Json, "\"cluster\": \"cluster https://10.0.0.1:6443\"")]
    [TestCase(ValidationFormat.Html, "cluster https://10.0.0.1:6443")]
    public void The_cluster_that_was_asked_is_named(ValidationFormat format, string named)
    {
        var report = SampleValidation.ByName["good"];

        Rendering.Of(format, report with { Cluster = "cluster https://10.0.0.1:6443" }).ShouldContain(named);
        Rendering.Of(format, report).ShouldNotContain("10.0.0.1");
    }

    [TestCase("good")]
    [TestCase("undecided")]
    public void Where_nothing_is_wrong_nothing_is_drawn(string report) =>
        Rendering.Of(ValidationFormat.Markdown, SampleValidation.ByName[report]).ShouldNotContain("mermaid");

    /// <summary>HR102's title would say of the sources' answers, and of HR201, what they are not about.</summary>
    [Test]
    public void What_is_folded_is_called_after_all_that_is_in_it()
    {
        var (bad, finding) = (SampleValidation.Bad, SampleValidation.Bad.Findings[0]);
        string[] Titles(ValidationReport report) =>
        [
            .. Rendering.Of(ValidationFormat.Markdown, report).Split("<summary>")[1..]
                .Select(fold => fold.Split("</summary>")[0]).Distinct(),
        ];
        ValidationReport With(params Finding[] findings) => bad with { Cells = [], Findings = findings };

        Titles(bad).ShouldBe(
            ["What the sources say", "What the sources say, and HR201", "HR102: A verb that grants nothing"], ignoreOrder: true);
        Titles(With(finding, finding with { Rule = bad.Findings[1].Rule })).ShouldBe(["HR201, HR102"]);
        Titles(With(finding, finding)).ShouldBe(["HR102: A verb that grants nothing"]);
    }

    [Test]
    public void A_folded_title_shows_no_escape_of_Markdown()
    {
        var report = SampleValidation.Bad with
        {
            Findings = [SampleValidation.Bad.Findings[0] with { Rule = FindingRules.All.Single(rule =>
            rule.Id == "HR106") }]
        };

        Rendering.Of(ValidationFormat.Markdown, report).ShouldContain("<summary>HR106: */proxy</summary>");
    }
}
