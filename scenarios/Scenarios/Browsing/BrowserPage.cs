using Microsoft.Playwright;

namespace Harness.Scenarios.Browsing;

/// <summary>The answer to one of the browser's requests.</summary>
/// <param name="Status">The answer's status.</param>
/// <param name="Url">Where it came from, after redirects.</param>
/// <param name="Body">The answer's body.</param>
public sealed record PageAnswer(int Status, string Url, string Body);

/// <summary>
/// One page in a browser. What the browser itself cannot do decides nothing: only what a server answered counts.
/// </summary>
public sealed class BrowserPage
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly IPage _page;
    private readonly CancellationToken _stop;

    private BrowserPage(IPage page, CancellationToken stop)
    {
        (_page, _stop) = (page, stop);
        _page.SetDefaultTimeout((float)Deadline.TotalMilliseconds);
        Traffic = new Traffic(page);
    }

    /// <summary>What the page asked for, and what came back.</summary>
    public Traffic Traffic { get; }

    internal static async Task<BrowserPage> OpenAsync(IBrowserContext browser, CancellationToken stop) =>
        new(await DoAsync("open a page", browser.NewPageAsync, stop), stop);

    /// <summary>Goes to an address.</summary>
    public Task<PageAnswer> GoToAsync(Uri url) =>
        DoAsync($"open {url}", async () => await AnswerAsync((await _page.GotoAsync(url.AbsoluteUri))!));

    /// <summary>Clicks an element that leads elsewhere, and follows.</summary>
    public Task<PageAnswer> FollowAsync(string id) => DoAsync($"follow #{id}", async () =>
    {
        // By an event: Playwright's own click also waits for navigations, in which a form once timed out. Only the whole answer counts.
        var answer = await _page.RunAndWaitForResponseAsync(
            () => _page.DispatchEventAsync($"#{id}", "click"),
            response => response.Request.IsNavigationRequest && response.Status is < 300 or >= 400);
        return await AnswerAsync(answer);
    });

    /// <summary>Waits until an element matches.</summary>
    public Task WaitForAsync(string selector) =>
        DoAsync($"wait for {selector}", () => _page.WaitForSelectorAsync(selector, new() { State = WaitForSelectorState.Attached }));

    /// <summary>Runs a JavaScript function in the page. It is the only step without a deadline of Playwright's.</summary>
    public Task<T> RunAsync<T>(string function, object? argument = null) =>
        DoAsync("run a script", () => _page.EvaluateAsync<T>(function, argument).WaitAsync(Deadline));

    /// <summary>Stops sending the token with requests.</summary>
    public Task DropTokenAsync() => DoAsync("drop the token", async () =>
    {
        await _page.Context.SetExtraHTTPHeadersAsync(new Dictionary<string, string>());
        return true;
    });

    /// <summary>The whole page as PNG.</summary>
    public Task<byte[]> ScreenshotAsync() => DoAsync("take a screenshot", () => _page.ScreenshotAsync(new() { FullPage = true }));

    private static async Task<PageAnswer> AnswerAsync(IResponse response) => new(response.Status, response.Url, await response.TextAsync());

    private Task<T> DoAsync<T>(string what, Func<Task<T>> step) => DoAsync(what, step, _stop);

    private static async Task<T> DoAsync<T>(string what, Func<Task<T>> step, CancellationToken stop)
    {
        try
        {
            return await step().WaitAsync(stop);
        }
        catch (Exception failure) when (failure is PlaywrightException or TimeoutException)
        {
            stop.ThrowIfCancellationRequested(); // Ctrl-C reaches the browser too, and may do so first
            throw HarnessException.Undecided($"the browser could not {what}: {FirstAndLast(failure.Message)}", failure);
        }
    }

    /// <summary>What failed, and the end of Playwright's log: how far it got.</summary>
    private static string FirstAndLast(string message)
    {
        var lines = message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length < 2 ? message : $"{lines[0]} ({lines[^1].TrimStart('-', ' ')})";
    }
}
