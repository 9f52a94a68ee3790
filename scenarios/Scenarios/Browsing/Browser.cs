using System.Reflection;
using Harness.Proxying;
using Microsoft.Playwright;

namespace Harness.Scenarios.Browsing;

/// <summary>This machine's Chromium, headless, with a fresh profile, and with no way to any host but one.</summary>
public sealed class Browser : IAsyncDisposable
{
    private const string SearchPath = "PLAYWRIGHT_DRIVER_SEARCH_PATH";
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndDeadline = TimeSpan.FromSeconds(10);
    private readonly IPlaywright _driver;
    private readonly IBrowser _browser;

    private Browser(IPlaywright driver, IBrowser browser) => (_driver, _browser) = (driver, browser);

    /// <summary>Starts it.</summary>
    /// <param name="file">Its program.</param>
    /// <param name="host">The one host that it may reach, as it stands in URLs.</param>
    /// <param name="pinnedKey">A server key to accept whoever signed it (<see cref="ServerKey"/>); null for none.</param>
    /// <param name="stop">Ends the start.</param>
    /// <returns>The browser; or null, and why it did not start.</returns>
    public static async Task<(Browser? Browser, string? Why)> TryStartAsync(string file, string host, string? pinnedKey, CancellationToken stop)
    {
        UseDriverOfThePackage();
        IPlaywright? driver = null;
        try
        {
            driver = await Playwright.CreateAsync().WaitAsync(stop);
            return (new Browser(driver, await driver.Chromium.LaunchAsync(Options(file, host, pinnedKey)).WaitAsync(stop)), null);
        }
        catch (Exception failure)
        {
            driver?.Dispose(); // ends the driver, which ends the browser and removes its profile
            if (failure is not (PlaywrightException or TimeoutException) || stop.IsCancellationRequested)
                throw;
            return (null, $"the browser {file} did not start: {LastWords.Of(failure.Message)}; install chromium, or name another with --browser FILE");
        }
    }

    /// <summary>Opens a page of its own: no cookie, no cache of another.</summary>
    /// <param name="token">Sent with every request, WebSocket handshakes included; null for none.</param>
    /// <param name="stop">Ends whatever is done with the page.</param>
    public async Task<BrowserPage> OpenAsync(BearerToken? token, CancellationToken stop)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions { ExtraHTTPHeaders = Headers(token) }).WaitAsync(stop);
        return new BrowserPage(await context.NewPageAsync().WaitAsync(stop), stop);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _browser.CloseAsync().WaitAsync(EndDeadline);
        }
        catch (Exception gone) when (gone is PlaywrightException or TimeoutException)
        {
            // It crashed or hangs: its driver kills it.
        }

        _driver.Dispose();
    }

    private static BrowserTypeLaunchOptions Options(string file, string host, string? pinnedKey) => new()
    {
        ExecutablePath = file,
        Headless = true,
        ChromiumSandbox = false, // it does not start as root, and the only page it is shown is ours
        Timeout = (float)StartDeadline.TotalMilliseconds,
        Args =
        [
            "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--no-proxy-server", $"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {host}",
            .. pinnedKey is null ? Array.Empty<string>() : [$"--ignore-certificate-errors-spki-list={pinnedKey}"],
        ],
    };

    private static Dictionary<string, string>? Headers(BearerToken? token) =>
        token is null ? null : new Dictionary<string, string> { ["Authorization"] = $"Bearer {token.Reveal()}" };

    /// <summary>The driver is run where the package manager put it.</summary>
    private static void UseDriverOfThePackage()
    {
        var package = typeof(Browser).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "PlaywrightPackage").Value;
        if (Environment.GetEnvironmentVariable(SearchPath) is null)
            Environment.SetEnvironmentVariable(SearchPath, package);
    }
}
