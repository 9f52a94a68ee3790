using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CsCheck;
using Harness.Cli.Terminal;
using Harness.Cli.Texts;
using Harness.Rbac.Analysis;
using Harness.Rbac.Differences;
using Harness.Rbac.Findings;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Validation;
using Harness.Rbac.Yaml;
using Harness.Reports;
using Harness.Reports.Markdown;

namespace Harness.Tests.Cli;

/// <summary>Names from a cluster are shown in every format, and do nothing in any.</summary>
internal sealed partial class HostileNamesTests
{
    private const int Names = 10_000;
    private static readonly SourceLocation Place = new("access.yaml", 3);
    private static readonly FindingRule Rule = new("HR201", Severity.High, "Title", "Explanation", new Uri("https://kubernetes.io/docs/"));

    [TestCase(ValidationFormat.Table)]
    [TestCase(ValidationFormat.Markdown)]
    [TestCase(ValidationFormat.Junit)]
    [TestCase(ValidationFormat.Sarif)]
    [TestCase(ValidationFormat.Json)]
    [TestCase(ValidationFormat.Mermaid)]
    [TestCase(ValidationFormat.Dot)]
    public void A_validations_report_has_as_many_lines_whatever_names_are_in_it(ValidationFormat format)
    {
        var lines = Written(format, "name").Split('\n').Length;

        HostileNames.Name.Sample(
            name =>
            {
                var text = Written(format, name);
                EnsureHarmless(text);
                text.Split('\n').Length.ShouldBe(lines, text);
                EnsureWellFormed(format, text);
            },
            iter: Names);
    }

    [Test]
    public void A_table_has_a_line_for_each_row() => HostileNames.Name.Sample(
        name =>
        {
            var lines = Columns.Lines([["a", name, "b"], [name, name, name]]).ToList();
            lines.Count.ShouldBe(2);
            lines.ForEach(EnsureHarmless);
            lines.ShouldAllBe(line => !line.Contains('\n'));
        },
        iter: Names);

    [Test]
    public void A_difference_as_Markdown_has_a_line_for_each_change_and_mentions_nobody() => HostileNames.Name.Sample(
        name =>
        {
            var page = DifferenceMarkdown.Of(name, "b", Difference(name));
            EnsureHarmless(page);
            page.Split('\n').Length.ShouldBe(7, page);
            EnsureDead(page);
        },
        iter: Names);

    [Test]
    public void A_cell_and_a_line_of_Markdown_are_dead_text() => HostileNames.Name.Sample(
        name =>
        {
            EnsureDead(MarkdownText.Cell(name));
            EnsureDead(MarkdownText.Inline(name));
            MarkdownText.Inline(name).ShouldNotContain("\n");
            MarkdownText.Cell(name).ShouldNotContain("\n");
        },
        iter: Names);

    [Test]
    public void JSON_keeps_every_character_of_a_value() => HostileNames.Name.Sample(
        name =>
        {
            // What looks like a secret is masked, here as everywhere.
            var whole = SecretMask.Of(new string([.. name.EnumerateRunes().SelectMany(rune => rune.ToString())]));
            var json = PrintableText.Json(JsonSerializer.Serialize(new { name = whole }, Harness.Results.ResultsJson.Options));
            EnsureHarmless(json);
            JsonDocument.Parse(json).RootElement.GetProperty("name").GetString().ShouldBe(whole);
        },
        iter: Names);

    /// <summary>Nothing in it does something to a terminal, or to the system that runs a CI job.</summary>
    internal static void EnsureHarmless(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            var isBad = rune.Value is not ('\n' or '\t')
                && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator;
            if (isBad && rune.Value is not ('\n' or '\t'))
                throw new InvalidOperationException($"U+{rune.Value:X4} in {text}");
        }

        CiCommand().IsMatch(text).ShouldBeFalse(text);
    }

    /// <summary>Outside of code: nothing that GitHub links or that is HTML, but for the tags of the page itself.</summary>
    private static void EnsureDead(string markdown)
    {
        var text = Code().Replace(markdown, "");
        Live().IsMatch(text.Replace("<br>", "\n", StringComparison.Ordinal)).ShouldBeFalse(markdown);
    }

    private static void EnsureWellFormed(ValidationFormat format, string text)
    {
        switch (format)
        {
            case ValidationFormat.Junit:
                XDocument.Parse(text).Descendants("testcase").Count().ShouldBe(4);
                break;
            case ValidationFormat.Json or ValidationFormat.Sarif:
                JsonDocument.Parse(text);
                break;
            case ValidationFormat.Mermaid:
                PictureGrammar.EnsureMermaid(text);
                break;
            case ValidationFormat.Dot:
                PictureGrammar.EnsureDot(text);
                break;
            case ValidationFormat.Markdown:
                PictureGrammar.EnsureMermaid(text.Split("```mermaid\n")[1].Split("\n```")[0]);
                break;
        }
    }

    private static string Written(ValidationFormat format, string name)
    {
        using var text = new StringWriter { NewLine = "\n" };
        ValidationExporters.Of(format, "/repository").Write(Report(name), text);
        return text.ToString();
    }

    private static ValidationReport Report(string name)
    {
        var subject = new RbacSubject(RbacSubjectKind.Group, name);
        EvidenceStep[] evidence = [new($"RoleBinding {name}", null), new($"Role {name}", Place)];
        CellResult Cell(CellAnswerKind kind) => new(
            new AccessCell(subject, new AccessQuestion(name, name, "services/proxy", name, "get"), false, null),
            [new CellAnswer(kind, name) { Evidence = evidence }]);
        return new ValidationReport
        {
            Policy = new AccessPolicy(name, [name], [], []) { Location = Place },
            Sources = ["live"],
            Cells = [Cell(CellAnswerKind.Allowed), Cell(CellAnswerKind.Undecided)],
            Findings = [new Finding(Rule, $"Role {name}", $"{name} is open", evidence, $"close {name}")],
            NotDecided = [$"{name} could not be read"],
            Duration = TimeSpan.FromSeconds(1),
        };
    }

    private static AccessDifference Difference(string name)
    {
        var role = new RbacRole("shop", name, [new RbacRule([""], ["services"], [name], ["get"])]);
        var binding = new RbacBinding("shop", name, "Role", name, [new RbacSubject(RbacSubjectKind.Group, name)]);
        return AccessDifference.Between(new RbacSnapshot("a", [], []), new RbacSnapshot("b", [role], [binding]));
    }

    [GeneratedRegex(@"^\s*::|##\w*\[", RegexOptions.Multiline)]
    private static partial Regex CiCommand();

    [GeneratedRegex("(`+)(?!`).*?(?<!`)\\1(?!`)", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"@\w|(?<!&)#\d|\w://|www\.\w|<(?!br>)|(?<!\\)\]\(", RegexOptions.IgnoreCase)]
    private static partial Regex Live();
}
