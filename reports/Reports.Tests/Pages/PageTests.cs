using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Harness.Rbac.Validation;
using Harness.Reports.Tests.History;
using Harness.Reports.Tests.Validation;
using Microsoft.Playwright;

namespace Harness.Reports.Tests.Pages;

/// <summary>report.html in a real browser, from the file system, as it lies in a run's folder.</summary>
[Parallelizable(ParallelScope.None)]
internal sealed partial class PageTests
{
    private static readonly Screen[] Screens =
        [.. new[] { 360, 768, 1440 }.SelectMany(width => new[] { new Screen(width, false), new Screen(width, true) })];

    private static readonly Dictionary<string, ReportInput> Runs = new()
    {
        ["rich"] = new(SampleRun.Rich),
        ["good"] = new(SampleRun.Good),
        ["aborted"] = new(SampleRun.Aborted),
        ["nightly"] = SampleNightly.Input,
    };

    private static readonly Dictionary<string, ValidationReport> Validations = new()
    {
        ["validation-good"] = SampleValidation.Good,
        ["validation-bad"] = SampleValidation.Bad,
        ["validation-undecided"] = SampleValidation.Undecided,
    };

    private static readonly string[] Names = [.. Runs.Keys, .. Validations.Keys];

    private PageBrowser _browser = null!;
    private string _folder = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _browser = await PageBrowser.StartAsync();
        _folder = Directory.CreateTempSubdirectory("harness-pages-").FullName;
        foreach (var name in Names)
            Directory.CreateDirectory(Path.Combine(_folder, name));
        foreach (var (name, input) in Runs)
            _ = ReportWriter.WriteAll(input, Path.Combine(_folder, name));
        foreach (var (name, report) in Validations)
            await File.WriteAllTextAsync(FileOf(name), Rendering.Of(ValidationFormat.Html, report));
    }

    [OneTimeTearDown]
    public async Task End()
    {
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
        if (_browser is not null)
            await _browser.DisposeAsync();
    }

    [Test]
    public async Task A_page_is_whole_on_every_screen(
        [ValueSource(nameof(Names))] string run, [ValueSource(nameof(Screens))] Screen screen)
    {
        await using var opened = await _browser.OpenAsync(FileOf(run), screen);
        await KeepAsync(opened, $"{run} {screen}");

        (await opened.TooWideAsync()).ShouldBeEmpty();
        await opened.UnfoldAsync();
        (await opened.TooWideAsync()).ShouldBeEmpty("with all unfolded");
        (await opened.UnreadableLabelsAsync()).ShouldBeEmpty();
        opened.Complaints.ShouldBeEmpty();
        opened.Requests.ShouldBeEmpty();
    }

    [Test]
    public async Task Everybody_can_read_it([ValueSource(nameof(Names))] string run, [Values] bool isDark)
    {
        await using var opened = await _browser.OpenAsync(FileOf(run), new Screen(1440, isDark));
        await opened.UnfoldAsync();

        var found = await opened.Page.RunAxe();

        found.Violations.Select(Told).ShouldBeEmpty();
    }

    [TestCaseSource(nameof(Names))]
    public async Task The_first_screen_answers_without_scrolling(string run)
    {
        await using var opened = await _browser.OpenAsync(FileOf(run), new Screen(1440, false));

        var head = await opened.Page.Locator("header").BoundingBoxAsync();

        head.ShouldNotBeNull();
        (head.Y + head.Height).ShouldBeLessThanOrEqualTo(900);
    }

    [Test]
    public async Task Nothing_is_lost_without_scripts([ValueSource(nameof(Names))] string run)
    {
        await using var with = await _browser.OpenAsync(FileOf(run), new Screen(1440, false));
        await with.Page.EvaluateAsync("() => document.querySelectorAll('[data-by-script]').forEach(one => one.remove())");
        await using var without = await _browser.OpenAsync(FileOf(run), new Screen(1440, false) { HasScript = false });

        var all = await TextAsync(with);

        (await TextAsync(without)).ShouldBe(all);
    }

    [Test]
    public async Task Every_link_within_the_page_leads_somewhere([ValueSource(nameof(Names))] string run)
    {
        await using var opened = await _browser.OpenAsync(FileOf(run), new Screen(1440, false));

        var broken = await opened.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('a[href^="#"]')].map(one => one.getAttribute('href'))
              .filter(href => href.length < 2 || !document.getElementById(decodeURIComponent(href.slice(1))))
            """);

        broken.ShouldBeEmpty();
    }

    [Test]
    public async Task What_is_folded_opens_by_the_keyboard()
    {
        await using var opened = await _browser.OpenAsync(FileOf("rich"), new Screen(1440, false));
        var folded = await opened.Page.Locator("details:not([open]) > summary").First.ElementHandleAsync();

        await folded.FocusAsync();
        await opened.Page.Keyboard.PressAsync("Enter");

        (await folded.EvaluateAsync<bool>("one => one.parentElement.open")).ShouldBeTrue();
    }

    [Test]
    public async Task Names_from_outside_stay_text()
    {
        await using var opened = await _browser.OpenAsync(FileOf("rich"), new Screen(1440, false));

        (await opened.Page.Locator("body script, body iframe, body object, body embed").CountAsync()).ShouldBe(1, "the page's own script");
        (await opened.Page.Locator("a").EvaluateAllAsync<string[]>(
            "all => all.map(one => one.href).filter(href => !/^(https|file):/i.test(href))")).ShouldBeEmpty();
    }

    private string FileOf(string run) => Path.Combine(_folder, run, "report.html");

    private static async Task<string> TextAsync(OpenedPage opened) =>
        Spaces().Replace(await opened.Page.Locator("main").TextContentAsync() ?? "", " ");

    private static string Told(AxeResultItem item) =>
        $"{item.Id}: {item.Help} – {string.Join(" | ", item.Nodes.Take(5).Select(node => node.Html))}";

    // Beside the results of the tests, for whoever wants to see what they saw.
    private static async Task KeepAsync(OpenedPage opened, string name)
    {
        var file = Path.Combine(TestContext.CurrentContext.WorkDirectory, "pages", $"{name.Replace(' ', '-')}.png");
        _ = await opened.Page.ScreenshotAsync(new PageScreenshotOptions { Path = file, FullPage = true });
        TestContext.AddTestAttachment(file, $"{name}, as it was seen");
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
