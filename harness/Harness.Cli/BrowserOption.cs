using System.CommandLine;
using Harness.Scenarios.Browsing;

namespace Harness.Cli;

/// <summary>The option that names the browser for the scenarios that open web pages; its environment variable is the default.</summary>
internal sealed class BrowserOption
{
    private readonly Option<string?> _file = CommandOption.Text(
        "--browser", "file", "Chromium to open web pages in (default: chromium, chromium-browser or google-chrome on the PATH)");

    /// <summary>Adds the option to a command.</summary>
    public BrowserOption AddTo(Command command)
    {
        command.Options.Add(_file);
        return this;
    }

    /// <summary>Hands it on to the scenarios, which run in this process or in test hosts that it starts.</summary>
    /// <exception cref="HarnessException">The file is not there (exit code 2).</exception>
    public void Apply(ParseResult parsed)
    {
        if (parsed.GetValue(_file) is { } file)
            Environment.SetEnvironmentVariable(BrowserFile.Variable, Path.GetFullPath(file));
        BrowserFile.EnsureNamedIsThere();
    }
}
