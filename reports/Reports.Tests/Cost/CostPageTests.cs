using System.Text.RegularExpressions;
using System.Xml.Linq;
using Harness.Results;

namespace Harness.Reports.Tests.Cost;

/// <summary>What holds for every picture and table of the cost.</summary>
internal sealed partial class CostPageTests
{
    private static readonly string Page = Rendering.Of(new HtmlReport(), SampleRun.Rich);

    private static readonly string[] Sections =
    [
        "ladder", "latency", "throughput", "alternatives-cost", "side-effects", "bodies", "headless", "soak", "rbac-cost", "versions",
        "micro",
    ];

    [TestCaseSource(nameof(Sections))]
    public void A_run_that_measured_all_has_every_section(string id) => Page.ShouldContain($"<section id=\"{id}\"");

    [Test]
    public void A_run_without_benchmarks_has_none() =>
        Sections.ShouldAllBe(id => !Rendering.Of(new HtmlReport(), SampleRun.Aborted).Contains($"<section id=\"{id}\""));

    [Test]
    public void Every_picture_has_a_caption_that_is_also_its_description()
    {
        var figures = Figure().Matches(Page).Select(match => match.Value)
            .Where(figure => figure.Contains("<svg", StringComparison.Ordinal)).Select(XElement.Parse).ToList();

        figures.Count.ShouldBeGreaterThan(20);
        foreach (var figure in figures)
        {
            var description = figure.Descendants().Single(one => one.Name.LocalName == "desc").Value;
            description.Length.ShouldBeGreaterThan(30);
            figure.Descendants("figcaption").Single().Value.ShouldEndWith(description);
        }
    }

    [Test]
    public void Ids_and_names_of_regions_are_alone_on_the_page()
    {
        Id().Matches(Page).Select(match => match.Groups[1].Value).ShouldBeUnique();
        Region().Matches(Page).Select(match => match.Groups[1].Value).ShouldBeUnique();
    }

    [Test]
    public void What_others_named_is_text() => Page.ShouldNotContain("<b>port", Case.Sensitive);

    [Test]
    public void Every_row_has_a_heading_and_as_many_cells_as_columns()
    {
        var tables = Table().Matches(Page).Select(match => XElement.Parse(match.Value)).ToList();

        tables.Count.ShouldBeGreaterThan(20);
        foreach (var table in tables)
        {
            var columns = table.Element("thead")!.Descendants("th").Count();
            table.Element("tbody")!.Elements("tr").ShouldAllBe(row => row.Elements().Count() == columns && row.Elements("th").Count() == 1);
        }
    }

    [Test]
    public void What_does_not_hold_is_shown_and_marked()
    {
        var ladder = SampleLadder.Ladder with
        {
            Cells = [.. SampleLadder.Ladder.Cells.Select(cell => cell with
            {
                Rounds = [.. cell.Rounds.Select(round => round with { Invalid = "the engine was <b>busy</b>" })],
            })],
        };
        var page = Rendering.Of(new HtmlReport(), With(SampleBenchmarks.Quick with { Ladder = ladder }));

        page.ShouldContain("class=\"bar s1 hollow\"");
        page.ShouldContain("△ 3 of 3 rounds invalid");
        page.ShouldContain("24 of 24 rounds measured the load generator or its machine: direct, 1 in flight (3 of 3); ");
    }

    internal static RunResults With(params BenchmarkResult[] benchmarks) => SampleRun.Good with { Benchmarks = benchmarks };

    [GeneratedRegex("<figure>.*?</figure>", RegexOptions.Singleline)]
    private static partial Regex Figure();

    [GeneratedRegex("<table class=\"figures\">.*?</table>", RegexOptions.Singleline)]
    private static partial Regex Table();

    [GeneratedRegex(" id=\"([^\"]*)\"")]
    private static partial Regex Id();

    [GeneratedRegex("aria-label=\"([^\"]*)\"")]
    private static partial Regex Region();
}
