using Microsoft.Playwright;

namespace Harness.Scenarios.Browsing;

/// <summary>What a request of the browser's came to.</summary>
/// <param name="Status">The answer's status.</param>
/// <param name="Url">Where it came from, after redirects.</param>
/// <param name="Body">The answer's body.</param>
public sealed record PageAnswer(int Status, string Url, string Body);

/// <summary>
/// One page in a browser. Whatever the browser itself cannot do is undecided and no finding: only what a server answered counts.
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
    public Task<PageAnswer> GoToAsync(Uri url) => DoAsync($"open {url}", async () => await AnswerAsync((await _page.GotoAsync(url.AbsoluteUri))!));

    /// <summary>Clicks an element that leads elsewhere, and follows.</summary>
    public Task<PageAnswer> FollowAsync(string id) => DoAsync($"follow #{id}", async () =>
    {
        // By an event, since Playwright's own click waits for navigations as well, and may be what a form once timed out in: the answer, to its
        // body's end, is all that is waited for.
        var answer = await _page.RunAndWaitForResponseAsync(
            () => _page.DispatchEventAsync($"#{id}", "click"),
            response => response.Request.IsNavigationRequest && response.Status is < 300 or >= 400);
        return await AnswerAsync(answer);
    });

    /// <summary>Waits until an element matches.</summary>
    public Task WaitForAsync(string selector) =>
        DoAsync($"wait for {selector}", () => _page.WaitForSelectorAsync(selector, new() { State = WaitForSelectorState.Attached }));

    /// <summary>Runs a function of JavaScript in the page. Of all that is done with a page this alone has no deadline of Playwright's.</summary>
    public Task<T> RunAsync<T>(string function, object? argument = null) =>
        DoAsync("run a script", () => _page.EvaluateAsync<T>(function, argument).WaitAsync(Deadline));

    /// <summary>From now on no token goes with any request.</summary>
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

    /// <summary>What failed, and what Playwright's log of it ends with: where it stood.</summary>
    private static string FirstAndLast(string message)
    {
        var lines = message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length < 2 ? message : $"{lines[0]} ({lines[^1].TrimStart('-', ' ')})";
    }
}
