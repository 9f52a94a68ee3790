using System.Globalization;
using Harness.Results;
using Harness.Runs;
using Spectre.Console;

namespace Harness.Cli.Terminal;

/// <summary>A run on the terminal: its stages, and each scenario as it ends.</summary>
internal sealed class RunScreen : IRunProgress
{
    /// <inheritdoc/>
    public Task<T> StageAsync<T>(string name, Func<IProgress<string>, Task<T>> stage) => Stage.RunAsync(name, stage);

    /// <inheritdoc/>
    public void Say(string line) => Screen.Say(line);

    /// <inheritdoc/>
    public void Show(ScenarioResult result, int done, int all)
    {
        var (mark, colour) = result.Outcome switch
        {
            ScenarioOutcome.Passed => ("passed   ", "green"),
            ScenarioOutcome.Failed => ("FAILED   ", "red"),
            ScenarioOutcome.Skipped => ("skipped  ", "yellow"),
            _ => ("UNDECIDED", "red"),
        };
        var seconds = result.Duration.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        Screen.SayMarkup($"  [{colour}]{mark}[/] {string.Join(' ', result.Claims),-7} {Markup.Escape(result.Title)} "
            + $"[dim]({seconds} s, {done} of {all})[/]");
        if (result.Reason is not null)
            Screen.Say($"            {result.Reason.ReplaceLineEndings("\n            ")}");
    }
}
