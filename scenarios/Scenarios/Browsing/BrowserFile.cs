using Harness.Processes;

namespace Harness.Scenarios.Browsing;

/// <summary>The browser's program: the one that was named, else the first that is on the PATH. None is ever downloaded.</summary>
public static class BrowserFile
{
    /// <summary>Names one; <c>--browser</c> sets it.</summary>
    public const string Variable = "HARNESS_BROWSER";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>Finds out, before anything is begun, whether the one that was named is there.</summary>
    /// <exception cref="HarnessException">It is not (exit code 2).</exception>
    public static void EnsureNamedIsThere()
    {
        if (Named is { } file && !File.Exists(file))
            throw HarnessException.BadInput($"the browser {file} (--browser, {Variable}) is not a file; give a Chromium's program, e.g. /usr/bin/chromium");
    }

    /// <summary>Its path; null where there is none.</summary>
    public static string? Find() => Named ?? ProgramPath.Find(Names);

    /// <summary>Its path.</summary>
    /// <exception cref="IgnoreException">There is none: what needs it is skipped.</exception>
    public static string Require() => Find() ?? throw new IgnoreException(
        "no browser on the PATH (chromium, chromium-browser, google-chrome): install chromium, or name one with --browser FILE");

    private static string? Named => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } file ? file : null;
}
