using Microsoft.Playwright;

namespace Harness.Reports.Tests.Pages;

/// <summary>A page in the browser, with all that it asked for and complained about since it was opened.</summary>
internal sealed class OpenedPage(IPage page) : IAsyncDisposable
{
    private readonly List<string> _complaints = [];
    private readonly List<string> _requests = [];

    public IPage Page => page;

    /// <summary>Errors and warnings of the console, and exceptions of scripts.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>Addresses that were asked for, but for the page itself and what is within it.</summary>
    public IReadOnlyList<string> Requests => _requests;

    public static async Task<OpenedPage> OpenAsync(IPage page, string address)
    {
        var opened = new OpenedPage(page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                opened._complaints.Add(message.Text);
        };
        page.PageError += (_, error) => opened._complaints.Add(error);
        page.Request += (_, request) =>
        {
            if (request.Url != address && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                opened._requests.Add(request.Url);
        };
        await page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.Load });
        return opened;
    }

    /// <summary>Opens all that is folded, as a thorough reader does.</summary>
    public Task UnfoldAsync() => page.EvaluateAsync("() => document.querySelectorAll('details').forEach(one => one.open = true)");

    /// <summary>Elements that reach beyond the right edge of the page and cannot be scrolled to on their own.</summary>
    public Task<string[]> TooWideAsync() => page.EvaluateAsync<string[]>("""
        () => {
          const edge = document.documentElement.clientWidth;
          const scrolls = one => one && (getComputedStyle(one).overflowX !== 'visible' || scrolls(one.parentElement));
          const wide = [...document.body.querySelectorAll('*')]
            .filter(one => one.getBoundingClientRect().right > edge + 1 && !scrolls(one.parentElement) && !one.closest('svg svg, svg *'))
            .map(one => one.tagName + '.' + one.className + ' ' + one.textContent.trim().slice(0, 40));
          return document.documentElement.scrollWidth > edge ? ['the page scrolls sideways', ...wide] : wide;
        }
        """);

    /// <summary>Texts of pictures that lie outside of their picture or upon each other, so that they cannot be read.</summary>
    public Task<string[]> UnreadableLabelsAsync() => page.EvaluateAsync<string[]>("""
        () => [...document.querySelectorAll('svg.chart')].flatMap(svg => {
          const frame = svg.getBoundingClientRect();
          if (frame.width === 0) return [];
          const name = svg.querySelector('title')?.textContent ?? 'a picture';
          const texts = [...svg.querySelectorAll('text')].filter(one => one.textContent.trim())
            .map(one => ({ text: one.textContent, box: one.getBoundingClientRect(), turned: one.hasAttribute('transform') }));
          const outside = texts.filter(({ box }) =>
            box.left < frame.left - 2 || box.right > frame.right + 2 || box.top < frame.top - 2 || box.bottom > frame.bottom + 2);
          const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
            && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;
          const level = texts.filter(one => !one.turned);
          const clashes = level.flatMap((one, i) => level.slice(i + 1).filter(other => over(one.box, other.box))
            .map(other => `${name}: "${one.text}" lies on "${other.text}"`));
          return [...outside.map(({ text }) => `${name}: "${text}" lies outside`), ...clashes];
        })
        """);

    public async ValueTask DisposeAsync() => await page.Context.DisposeAsync();
}
