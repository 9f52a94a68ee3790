using System.Text;
using System.Text.Json;
using Harness.Results;
using Harness.Scenarios.Running;

namespace Harness.Scenarios.Browsing;

/// <summary>Opens hello-app's page at an address, tries its parts and links, and compares each with what is expected there.</summary>
/// <param name="s">The scenario.</param>
/// <param name="page">The page.</param>
/// <param name="column">Where it is opened, as the table's column.</param>
/// <param name="proxied">Whether that is behind the proxy; anywhere else every part must work.</param>
public sealed class PageCheck(Scenario s, BrowserPage page, string column, bool proxied)
{
    private const string Matrix = "Parts of a web page made for a host's root, by where it is opened";

    /// <summary>Checks every part; attaches a screenshot and the requests.</summary>
    public async Task RunAsync(Uri url)
    {
        var opened = await OpenAsync(url);
        s.Seen.ExpectEqual(
            $"{column}: status of the page", 200, opened.Status, $"GET {url} → {opened.Status}: {opened.Body.Split('\n')[0]}");
        if (opened.Status != 200)
            return;
        var tried = await page.RunAsync<Dictionary<string, string>>(
            "() => Object.fromEntries([...document.querySelectorAll('[data-probe]')].map(one => [one.dataset.probe, one.textContent]))");
        s.Files.Add($"page {column}.png", $"the page {column}", await page.ScreenshotAsync());
        s.Seen.ExpectEqual(
            $"{column}: parts that the page tries", Names(PagePart.Tried.Select(part => part.Id)), Names(tried.Keys));
        foreach (var part in PagePart.Tried)
            Expect(part, tried.GetValueOrDefault(part.Id) == "works", $"the page says: {tried.GetValueOrDefault(part.Id)}");
        foreach (var part in PagePart.Clicked)
            await ClickAsync(url, part);
    }

    /// <summary>Attaches the requests; if any was not answered, nothing is decided.</summary>
    /// <exception cref="HarnessException">A request was not answered.</exception>
    public void Finish()
    {
        s.Files.Add(
            $"requests {column}.txt", $"what the browser asked for {column}",
            Encoding.UTF8.GetBytes(string.Join('\n', page.Traffic.Lines) + "\n"));
        if (page.Traffic.Unanswered is [var first, ..])
            throw HarnessException.Undecided($"some of the browser's requests {column} were not answered, e.g. {first}");
    }

    /// <summary>A cell of the table, judged like any other observation.</summary>
    public void Expect(PagePart part, bool works, string? evidence) => s.Seen.ExpectCell(
        new MatrixCell(Matrix, part.Title, column, Word(!proxied || part.WorksBehindProxy), Word(works)),
        proxied ? $"{evidence}; expected since {part.Because}" : evidence);

    private async Task<PageAnswer> OpenAsync(Uri url)
    {
        var opened = await page.GoToAsync(url);
        if (opened.Status == 200)
            await page.WaitForAsync("body[data-probes=done]");
        return opened;
    }

    /// <summary>The links lead to hello-app's echo of the request.</summary>
    private async Task ClickAsync(Uri url, PagePart part)
    {
        await OpenAsync(url);
        var answer = await page.FollowAsync(part.Id);
        Expect(part, answer.Status == 200 && IsEcho(answer.Body), $"GET {answer.Url} → {answer.Status}");
    }

    private static bool IsEcho(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.TryGetProperty("hostname", out _) && json.RootElement.TryGetProperty("method", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal));

    private static string Word(bool works) => works ? "works" : "breaks";
}
