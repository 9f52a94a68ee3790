using Harness.Processes;

namespace Harness.Runs;

/// <summary>The browser's program: the one that was named, else the first that is on the PATH. None is ever downloaded.</summary>
public static class BrowserFile
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>Its path; null where there is none.</summary>
    /// <param name="named">The one that the user named (<see cref="Settings.Browser"/>).</param>
    public static string? Find(string? named) => named ?? ProgramPath.Find(Names);

    /// <summary>Checks, before anything starts, that the named one exists.</summary>
    /// <exception cref="HarnessException">It does not.</exception>
    public static void EnsureThere(string? named)
    {
        if (named is not null && !File.Exists(named))
        {
            throw HarnessException.BadInput(
                $"the browser {named} ({Settings.Browser.Option}, {Settings.Browser.Variable}) is not a file; "
                + "give the path of a Chromium program, e.g. /usr/bin/chromium");
        }
    }
}
