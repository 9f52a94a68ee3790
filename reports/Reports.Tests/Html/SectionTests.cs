using Harness.Reports.Html.Sections;
using Harness.Results;

namespace Harness.Reports.Tests.Html;

/// <summary>What each section shows.</summary>
internal sealed class SectionTests
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    [Test]
    public void A_cell_shows_the_call_of_the_observation_that_bears_its_name_or_its_own()
    {
        var run = Run(
            [new Observation("row: GET", "x", "x", true, "GET /by/observation → 200")],
            new MatrixCell("Matrix", "row", "GET", "Allowed", "Allowed"),
            new MatrixCell("Matrix", "row", "PUT", "Allowed", "Allowed") { Evidence = "PUT /of/its/own → 200" },
            new MatrixCell("Matrix", "row", "POST", "Allowed", "Allowed"));

        var table = MatrixPlaces.Of(run).ShouldHaveSingleItem();

        table.Places[("row", "GET")].Evidence.ShouldBe("GET /by/observation → 200");
        table.Places[("row", "PUT")].Evidence.ShouldBe("PUT /of/its/own → 200");
        PageText.Of(run).Text.ShouldContain("POST allowed allowed The run did not record this call.");
    }

    [Test]
    public void The_worst_of_what_several_scenarios_saw_is_what_a_cell_shows()
    {
        var run = Run(
            [], new MatrixCell("M", "r", "c", "Forbidden", "Forbidden"), new MatrixCell("M", "r", "c", "Forbidden", "Failed"),
            new MatrixCell("M", "r", "c", "Forbidden", "Allowed"));

        var place = MatrixPlaces.Of(run)[0].Places[("r", "c")];

        MatrixSign.Of(place.Worst).Sign.ShouldBe("!");
        PageText.Of(run).Text.ShouldContain("expected forbidden (403), observed allowed; also: no verdict; also: forbidden (403)");
    }

    [TestCase("Allowed", "Allowed", "allowed", "✓")]
    [TestCase("Forbidden", "Forbidden", "denied", "✗")]
    [TestCase("Unauthenticated", "Unauthenticated", "denied", "∅")]
    [TestCase("Forbidden", "Allowed", "open", "!")]
    [TestCase("Unauthenticated", "Allowed", "open", "!")]
    [TestCase("Allowed", "Forbidden", "closed", "–")]
    [TestCase("Allowed", "Failed", "unknown", "?")]
    [TestCase("Allowed (200)", "Allowed (500)", "different", "≠")]
    [TestCase("Forbidden", "Unauthenticated", "different", "≠")]
    public void A_cell_is_told_by_colour_and_by_sign(string expected, string observed, string style, string sign)
    {
        var shown = MatrixSign.Of(new MatrixCell("M", "r", "c", expected, observed));

        (shown.Style, shown.Sign).ShouldBe((style, sign));
    }

    [Test]
    public void Tables_with_the_same_rows_and_columns_stand_side_by_side_and_the_small_ones_below_each_other()
    {
        MatrixCell Cell(string matrix, string row = "r") => new(matrix, row, "GET", "Allowed", "Allowed");

        var run = Run([], Cell("All: a"), Cell("All: b"), Cell("Alone"), Cell("All: c", "other"), Cell("Other"));

        var blocks = MatrixBlocks.Of(MatrixPlaces.Of(run));

        blocks.Select(block => (block.Title, block.Tables.Count)).ShouldBe([("All", 2), ("Alone", 1), ("All: c", 1), ("Other", 1)]);
        blocks[0].Tables.Select(one => one.Name).ShouldBe(["a", "b"]);
        MatrixBlocks.Stacks(blocks).Select(stack => stack.Count).ShouldBe([1, 3]);
    }

    [Test]
    public void Pictures_are_in_the_page_until_it_would_be_too_heavy_and_each_other_one_says_why_not()
    {
        var run = SampleRun.Good with
        {
            Scenarios =
            [
                SampleRun.Good.Scenarios[0] with
                {
                    Attachments =
                    [
                        .. ((string[])["a", "text", "big", "gone", "b"]).Select(name => new Attachment(name, $"attachments/{name}.png")),
                    ],
                },
            ],
        };
        var page = PageText.Of(new ReportInput(run)
        {
            ReadAttachment = file => file.Title switch
            {
                "a" or "b" => Png,
                "text" => "<svg onload=alert(1)>"u8.ToArray(),
                "big" => [.. Png, .. new byte[Pictures.Budget]],
                _ => null,
            },
            Files = ["attachments/plan 1/latency.hgrm"],
        });

        page.Values("src").ShouldBe(["data:image/png;base64,iVBORw0KGgo=", "data:image/png;base64,iVBORw0KGgo="]);
        page.Text.ShouldContain("text : the file is not a PNG.");
        page.Text.ShouldContain("big : the page would be too heavy: the link leads to it.");
        page.Text.ShouldContain("gone : the file is not there any more.");
        page.Values("href").ShouldContain("attachments/plan%201/latency.hgrm");
    }

    [TestCase("https://example.org/o/r", "abc123-dirty", "scenarios/A B.cs:7", "https://example.org/o/r/blob/abc123/scenarios/A%20B.cs#L7")]
    [TestCase("javascript:alert(1)//", "abc123", "A.cs:7", "")]
    [TestCase("http://example.org", "abc123", "A.cs:7", "")]
    [TestCase(null, "abc123", "A.cs:7", "")]
    [TestCase("https://example.org", null, "A.cs:7", "")]
    [TestCase("https://example.org", "abc123", null, "")]
    public void A_scenario_links_to_its_source_where_repository_commit_and_line_are_known(
        string? repository, string? commit, string? source, string link)
    {
        var scenario = SampleRun.Good.Scenarios[0] with { Source = source };
        var places = new ScenarioPlaces(
            new RunResults(SampleRun.Good.Manifest with { RepositoryUrl = repository, GitCommit = commit }, [scenario], []));

        places.Link(scenario).ShouldBe(link);
        ScenarioPlaces.Source(scenario).ShouldBe(source ?? "class Workloads in scenarios/Scenarios");
    }

    [Test]
    public void A_run_is_repeated_from_its_commit()
    {
        PageText.Of(SampleRun.Rich).Text.ShouldContain(
            "git checkout aa659c1 # and changes that were not committed ./run.sh --cluster offline");
        PageText.Of(SampleRun.Good with { Manifest = SampleRun.Good.Manifest with { GitCommit = "$(reboot)" } }).Text
            .ShouldNotContain("git checkout");
    }

    private static RunResults Run(IReadOnlyList<Observation> observations, params MatrixCell[] cells) => new(
        SampleRun.Manifest(RunState.Complete), [SampleRun.Good.Scenarios[0] with { Observations = observations, Cells = cells }], []);
}
