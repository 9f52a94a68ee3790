using System.Text;
using System.Text.RegularExpressions;
using Harness.Reports.Headlines;
using Harness.Reports.History;
using Harness.Reports.Tests.History;
using Harness.Results;

namespace Harness.Reports.Tests;

/// <summary>report.md and comment.md at a glance, and in the limits of where they are shown.</summary>
internal sealed partial class MarkdownReportTests
{
    private static readonly MarkdownReport[] Both = [new(), MarkdownReport.Comment];

    [Test]
    public void What_is_seen_without_unfolding_anything_is_80_lines_at_most(
        [ValueSource(nameof(Both))] MarkdownReport report, [Values] ManyKind kind)
    {
        var page = Rendering.Of(report, SampleMany.Of(kind));

        Seen(page).Count(line => line.Length > 0).ShouldBeInRange(10, MarkdownReport.MostLines);
    }

    [Test]
    public void It_stays_within_what_is_taken_and_says_what_is_missing([Values] ManyKind kind)
    {
        var results = SampleMany.Of(kind);
        foreach (var (report, most) in Both.Zip([MarkdownReport.LongestReport, MarkdownReport.LongestComment]))
        {
            var page = Rendering.Of(report, results);

            Encoding.UTF8.GetByteCount(page).ShouldBeLessThanOrEqualTo(most, report.FileName);
            Has(page, "✂ **Shortened:**").ShouldBe(Has(page, "left out here."));
            EnsureWhole(page);
        }
    }

    [Test]
    public void A_comment_of_many_scenarios_is_shortened_and_still_has_every_section()
    {
        var (whole, short_) = (Rendering.Of(new MarkdownReport(), SampleRun.Rich), Rendering.Of(MarkdownReport.Comment, Grown(3_000)));

        short_.ShouldContain("✂ **Shortened:**");
        Headings(short_).ShouldBe(Headings(whole).Where(heading => heading != "## Attachments"));
    }

    [Test]
    public void What_is_short_is_not_folded() =>
        Rendering.Of(new MarkdownReport(), SampleRun.Aborted).ShouldNotContain("<details>");

    [Test]
    public void What_is_wrong_stands_first_and_its_evidence_is_folded()
    {
        var page = Rendering.Of(new MarkdownReport(), SampleRun.Rich);

        string.Join('\n', Seen(page)).ShouldContain("**failed** create opens POST and nothing else (C14, C12): GET was let through");
        page.ShouldMatch("<summary><b>What failed</b>: [0-9]+ lines</summary>\n\n## What failed\n");
        Seen(page).ShouldNotContain(line => line.Contains("Hostname: hello-app-0", StringComparison.Ordinal));
    }

    [Test]
    public void What_changed_since_earlier_runs_is_told_and_nothing_else([ValueSource(nameof(Both))] MarkdownReport report)
    {
        var page = Rendering.Of(report, SampleNightly.Input);

        page.ShouldContain("## Since earlier runs\n");
        page.ShouldMatch(@"Against 20260109T020000Z-000008, [0-9: -]+ UTC: [0-9]+ worse, [0-9]+ better, [0-9]+ changed, [0-9]+ the same, ");
        Rendering.Of(report, SampleRun.Good).ShouldNotContain("Since earlier runs");
    }

    [Test]
    public void Figures_that_changed_are_listed_and_at_most_ten_of_them()
    {
        var results = SampleRun.Rich;
        var report = RunReports.Of(results);
        var before = report with
        {
            Run = Nights.NameOf(1),
            Figures = [.. report.Figures.Select(figure => figure with
            {
                Value = figure.Value * 2,
                Rounds = [.. figure.Rounds.Select(round => round * 2)],
                Interval = null,
            })],
        };

        var compared = RunComparison.Of(before, report, RunHistory.None);

        var page = Rendering.Of(new MarkdownReport(), new ReportInput(results) { ComparedWith = compared });

        page.ShouldContain("| Figure | Before | After | Times, 99 % | That is |");
        page.ShouldMatch(@"\| worse \(of these two runs alone\) \|");
        page.ShouldMatch(@"… and [0-9]+ more, in report\.html\.");
    }

    [Test]
    public void An_attached_file_that_is_gone_is_named()
    {
        using var text = new StringWriter { NewLine = "\n" };
        var input = new ReportInput(SampleRun.Rich) { HasAttachment = one => !one.File.EndsWith("png", StringComparison.Ordinal) };
        new MarkdownReport().Write(input, text);

        text.ToString().ShouldContain("`attachments/Web.C16/page.png` is not in the run's folder any more");
    }

    /// <summary>10,000 scenarios on the data of the rich run.</summary>
    private static RunResults Grown(int scenarios) => SampleRun.Rich with
    {
        Scenarios = [.. Enumerable.Range(0, scenarios).Select(i =>
            SampleScenarios.Rich[i % SampleScenarios.Rich.Count] with { Name = $"Grown.Scenario_{i}" })],
    };

    private static bool Has(string page, string text) => page.Contains(text, StringComparison.Ordinal);

    private static IEnumerable<string> Headings(string page) =>
        page.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal));

    /// <summary>Lines outside of folds, and each fold's summary.</summary>
    private static IEnumerable<string> Seen(string page)
    {
        var isOpen = true;
        foreach (var line in page.Split('\n'))
        {
            if (line == "<details>")
                isOpen = false;
            if (isOpen || line.StartsWith("<summary>", StringComparison.Ordinal))
                yield return line;
            if (line == "</details>")
                isOpen = true;
        }
    }

    /// <summary>No fold, no fence and no table is cut: a row has as many cells as its headings.</summary>
    private static void EnsureWhole(string page)
    {
        var lines = page.Split('\n');
        lines.Count(line => line == "<details>").ShouldBe(lines.Count(line => line == "</details>"));
        var (fence, columns) = ("", 0);
        foreach (var line in lines)
        {
            if (Fence().Match(line) is { Success: true } ticks)
                fence = fence.Length == 0 ? ticks.Value.Trim() : line.Trim() == fence ? "" : fence;
            if (fence.Length > 0)
                continue;
            var cells = line.StartsWith('|') ? Pipe().Count(line) : 0;
            if (cells > 0 && columns > 0)
                cells.ShouldBe(columns, line);
            columns = cells;
        }

        fence.ShouldBeEmpty();
    }

    [GeneratedRegex("^ *`{3,}")]
    private static partial Regex Fence();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Pipe();
}
