using System.Reflection;
using Harness.Runs;
using Microsoft.Playwright;

namespace Harness.Reports.Tests.Pages;

/// <summary>This machine's Chromium, headless: pages are looked at as their readers see them.</summary>
internal sealed class PageBrowser : IAsyncDisposable
{
    private readonly IPlaywright _driver;
    private readonly IBrowser _browser;

    private PageBrowser(IPlaywright driver, IBrowser browser) => (_driver, _browser) = (driver, browser);

    /// <exception cref="IgnoreException">There is no browser here, or it does not start.</exception>
    public static async Task<PageBrowser> StartAsync()
    {
        var file = BrowserFile.Find(Environment.GetEnvironmentVariable("HARNESS_BROWSER"))
            ?? throw new IgnoreException("no Chromium on the PATH: install chromium, or name one by HARNESS_BROWSER");
        Environment.SetEnvironmentVariable("PLAYWRIGHT_DRIVER_SEARCH_PATH", PackageFolder);
        var driver = await Playwright.CreateAsync();
        try
        {
            return new PageBrowser(driver, await driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = file,
                Headless = true,
                ChromiumSandbox = !Environment.IsPrivilegedProcess, // as root it does not start with one
                Args = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"],
            }));
        }
        catch (PlaywrightException failure)
        {
            driver.Dispose();
            throw new IgnoreException($"{file} did not start: {failure.Message.Split('\n')[0]}", failure);
        }
    }

    /// <summary>Opens a file as a reader with this screen would.</summary>
    public async Task<OpenedPage> OpenAsync(string file, Screen screen)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = screen.Width, Height = screen.Height },
            ColorScheme = screen.IsDark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = screen.HasScript,
            ReducedMotion = ReducedMotion.Reduce,
        });
        return await OpenedPage.OpenAsync(await context.NewPageAsync(), new Uri(file).AbsoluteUri);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _driver.Dispose();
    }

    private static string? PackageFolder => typeof(PageBrowser).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "PlaywrightPackage").Value;
}

/// <summary>What a reader looks at a page with.</summary>
internal sealed record Screen(int Width, bool IsDark)
{
    public int Height { get; init; } = 900;

    public bool HasScript { get; init; } = true;

    public override string ToString() => $"{Width} {(IsDark ? "dark" : "light")}";
}
