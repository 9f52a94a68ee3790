using System.Reflection;
using Harness.Api;
using Harness.Lifetime;
using Harness.Waiting;
using Microsoft.Playwright;

namespace Harness.Scenarios.Browsing;

/// <summary>This machine's Chromium, headless, with a fresh profile, and able to reach only one host.</summary>
public sealed class Browser : IAsyncDisposable
{
    private const string SearchPath = "PLAYWRIGHT_DRIVER_SEARCH_PATH";
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndDeadline = TimeSpan.FromSeconds(10);
    private readonly IPlaywright _driver;
    private readonly IBrowserContext _browser;
    private readonly ScratchFolder _profile;

    private Browser(IPlaywright driver, IBrowserContext browser, ScratchFolder profile) =>
        (_driver, _browser, _profile) = (driver, browser, profile);

    /// <summary>Starts it.</summary>
    /// <param name="file">Its program.</param>
    /// <param name="host">The one host that it may reach, as written in URLs.</param>
    /// <param name="pinnedKey">A server key to accept, whoever signed it (<see cref="ServerKey"/>); null for none.</param>
    /// <param name="token">Sent with every request, WebSocket handshakes included; null for none.</param>
    /// <param name="stop">Ends the start.</param>
    /// <exception cref="IgnoreException">It did not start: what needs it is skipped.</exception>
    /// <exception cref="HarnessException">It did not start in time.</exception>
    public static async Task<Browser> StartAsync(
        string file, string host, string? pinnedKey, BearerToken? token, CancellationToken stop)
    {
        UseDriverOfThePackage();
        // Not the driver's own, which is left behind when Ctrl-C ends the driver first.
        var profile = ScratchFolder.Create("browser");
        IPlaywright? driver = null;
        try
        {
            driver = await Playwright.CreateAsync().WaitAsync(stop);
            var browser = await driver.Chromium.LaunchPersistentContextAsync(profile.FullPath, Options(file, host, pinnedKey, token))
                .WaitAsync(stop);
            return new Browser(driver, browser, profile);
        }
        catch (Exception failure)
        {
            driver?.Dispose(); // ends the driver, which ends the browser
            await RemoveAsync(profile);
            if (failure is TimeoutException && !stop.IsCancellationRequested)
            {
                throw HarnessException.Undecided(
                    $"the browser {file} did not start in {StartDeadline.TotalSeconds:0} s: {LastWords.Of(failure.Message)}", failure);
            }

            if (failure is not PlaywrightException || stop.IsCancellationRequested)
                throw;
            throw new IgnoreException(
                $"the browser {file} did not start: {LastWords.Of(failure.Message)}; install chromium, or name another with --browser FILE",
                failure);
        }
    }

    /// <summary>Opens a page.</summary>
    /// <param name="stop">Ends whatever is being done with it.</param>
    public Task<BrowserPage> OpenAsync(CancellationToken stop) => BrowserPage.OpenAsync(_browser, stop);

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
        await RemoveAsync(_profile);
    }

    /// <summary>A browser that is just ending still writes to it.</summary>
    private static async Task RemoveAsync(ScratchFolder profile)
    {
        try
        {
            await new Condition($"{profile.FullPath} is removed", EndDeadline).WaitAsync(
                _ => Task.FromResult(profile.TryDelete() ? Seen.Met(true) : Seen.NotYet<bool>("in use")), CancellationToken.None);
        }
        catch (HarnessException)
        {
            // Untidy only: it says nothing about what was observed, and the next process removes it.
        }
    }

    internal static BrowserTypeLaunchPersistentContextOptions Options(string file, string host, string? key, BearerToken? token) => new()
    {
        ExecutablePath = file,
        ExtraHTTPHeaders = token is null ? null : new Dictionary<string, string> { ["Authorization"] = $"Bearer {token.Reveal()}" },
        Headless = true,
        ChromiumSandbox = !Environment.IsPrivilegedProcess, // as root it does not start with one
        Timeout = (float)StartDeadline.TotalMilliseconds,
        Args =
        [
            "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--no-proxy-server", $"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {host}",
            .. key is null ? Array.Empty<string>() : [$"--ignore-certificate-errors-spki-list={key}"],
        ],
    };

    /// <summary>Runs the driver from where the package manager put it.</summary>
    private static void UseDriverOfThePackage()
    {
        var package = typeof(Browser).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "PlaywrightPackage").Value;
        if (Environment.GetEnvironmentVariable(SearchPath) is null)
            Environment.SetEnvironmentVariable(SearchPath, package);
    }
}
