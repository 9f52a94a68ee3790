using System.Globalization;
using Harness.Cli.Scenarios;
using Harness.Cli.Terminal;
using Harness.Results;
using Harness.Runs;
using Spectre.Console;

namespace Harness.Cli.Runs;

/// <summary>The scenarios, each shown as it ends.</summary>
/// <param name="host">The scenarios that were chosen.</param>
internal sealed class ScenarioStep(ScenarioHost host) : IRunStep
{
    /// <inheritdoc/>
    public Task RunAsync(HarnessSession session, RunFolder folder, CancellationToken stop) => Stage.RunAsync("scenarios", async progress =>
    {
        var done = 0;
        progress.Report($"0 of {host.Count}");
        await host.RunAsync(session, folder, Record, stop);

        void Record(ScenarioResult result)
        {
            folder.AddScenario(result);
            Show(result);
            if (Screen.IsTerminal)
                progress.Report($"{Interlocked.Increment(ref done)} of {host.Count}");
        }
    });

    private static void Show(ScenarioResult result)
    {
        var (mark, colour) = result.Outcome switch
        {
            ScenarioOutcome.Passed => ("passed   ", "green"),
            ScenarioOutcome.Failed => ("FAILED   ", "red"),
            ScenarioOutcome.Skipped => ("skipped  ", "yellow"),
            _ => ("UNDECIDED", "red"),
        };
        var seconds = result.Duration.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        Screen.SayMarkup($"  [{colour}]{mark}[/] {string.Join(' ', result.Claims),-7} {Markup.Escape(result.Title)} [dim]({seconds} s)[/]");
        if (result.Reason is not null)
            Screen.Say($"            {result.Reason.ReplaceLineEndings("\n            ")}");
    }
}
