using Harness.Results;

namespace Harness.Reports.Tests.Html;

/// <summary>What holds for each page: it stands alone, its links lead somewhere, and it can be read aloud.</summary>
internal sealed class PageTests
{
    private static readonly Dictionary<string, RunResults> Runs = new()
    {
        ["rich"] = SampleRun.Rich,
        ["good"] = SampleRun.Good,
        ["aborted"] = SampleRun.Aborted,
        ["full"] = FullRun.Of(hasDisagreement: true),
    };

    [Test]
    public void Ids_are_unique_and_links_within_the_page_lead_to_one([Values("rich", "good", "aborted", "full")] string run)
    {
        var page = PageText.Of(Runs[run]);

        var ids = page.Values("id");
        ids.ShouldBeUnique();
        var wanted = page.Values("href").Where(address => address.StartsWith('#')).Select(address => address[1..])
            .Concat(page.Values("aria-labelledby").SelectMany(value => value.Split(' ')));
        wanted.Except(ids).ShouldBeEmpty();
    }

    [Test]
    public void Nothing_comes_from_elsewhere([Values("rich", "good", "aborted", "full")] string run)
    {
        var page = PageText.Of(Runs[run]);

        page.TagNames.Intersect(["link", "iframe", "object", "embed", "base", "form", "image", "use"]).ShouldBeEmpty();
        page.Values("src").ShouldAllBe(address => address.StartsWith("data:image/png;base64,"));
        page.Html.ShouldNotContain("@import");
        page.Html.ShouldNotContain("url(");
        page.Html.ShouldContain("default-src 'none'");
    }

    [Test]
    public void Headings_are_in_order([Values("rich", "good", "aborted", "full")] string run)
    {
        var levels = PageText.Of(Runs[run]).TagNames.Where(name => name is ['h', >= '1' and <= '6']).Select(name => name[1] - '0').ToList();

        levels.Count(level => level == 1).ShouldBe(1);
        levels[0].ShouldBe(1);
        levels.Zip(levels.Skip(1)).ShouldAllBe(pair => pair.Second <= pair.First + 1);
    }

    [Test]
    public void Headers_of_tables_say_what_they_are_headers_of([Values("rich", "good", "full")] string run) =>
        PageText.Of(Runs[run]).Tags.Where(tag => tag.StartsWith("<th", StringComparison.Ordinal) && tag is not "<thead>")
            .ShouldAllBe(tag => tag.Contains(" scope=\""));

    [Test]
    public void What_scrolls_by_itself_can_be_reached_by_keyboard_and_has_a_name() => PageText.Of(SampleRun.Rich).Tags
        .Where(tag => tag.Contains("class=\"wide"))
        .ShouldAllBe(tag => tag.Contains("tabindex=\"0\" role=\"region\" aria-label=\""));

    [Test]
    public void Every_tag_is_closed([Values("rich", "good", "aborted", "full")] string run)
    {
        var open = new Stack<string>();
        foreach (var (name, tag) in PageText.Of(Runs[run]).TagNames.Zip(PageText.Of(Runs[run]).Tags))
        {
            if (name.StartsWith('/'))
                open.Pop().ShouldBe(name[1..]);
            else if (name is not ("meta" or "br" or "img" or "input" or "hr") && !tag.EndsWith("/>", StringComparison.Ordinal))
                open.Push(name);
        }

        open.ShouldBeEmpty();
    }

    /// <summary>Sizes only: how long it took is told, since machines differ.</summary>
    [Test]
    public void A_full_run_is_light_enough_to_mail()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var page = PageText.Of(FullInput);
        TestContext.Out.WriteLine($"{page.Html.Length} characters in {clock.ElapsedMilliseconds} ms");

        page.Html.Length.ShouldBeInRange(1_000_000, 2 * 1024 * 1024);
    }

    [Test]
    public void Ten_thousand_scenarios_are_folded_and_each_is_named()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var page = PageText.Of(FullRun.Many(10_000));
        TestContext.Out.WriteLine($"{page.Html.Length} characters in {clock.ElapsedMilliseconds} ms");

        page.Html.Length.ShouldBeLessThan(8 * 1024 * 1024);
        page.Values("id").Count(id => id.StartsWith("scenario-", StringComparison.Ordinal)).ShouldBe(10_000);
        page.Text.ShouldContain("So many scenarios are listed without what they saw where that is as expected");
        page.Text.ShouldContain("Fixture7: 100 passed");
    }

    private static ReportInput FullInput => new(FullRun.Of(hasDisagreement: false))
    {
        ReadAttachment = _ => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. new byte[76_000]],
    };
}
