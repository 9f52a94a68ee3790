using System.Globalization;
using Harness.Cli.Scenarios;
using Harness.Cli.Terminal;
using Harness.Results;
using Harness.Scenarios.Running;
using Harness.Sessions;
using Spectre.Console;

namespace Harness.Cli.Runs;

/// <summary>The scenarios, each shown as it ends.</summary>
/// <param name="host">The scenarios that were chosen.</param>
/// <param name="meanwhile">What is measured when no scenario is busy any more, though one may still wait for its answer; null for nothing.</param>
internal sealed class ScenarioStep(ScenarioHost host, IRunStep? meanwhile) : IRunStep
{
    /// <inheritdoc/>
    public async Task RunAsync(HarnessSession session, RunFolder folder, CancellationToken stop)
    {
        var run = Task.CompletedTask;
        try
        {
            await Stage.RunAsync("scenarios", async progress =>
            {
                run = BeginAsync(session, folder, progress, stop);
                await NoneBusyAsync(run, () => Task.CompletedTask, stop);
            });
            if (meanwhile is not null)
                await NoneBusyAsync(run, () => meanwhile.RunAsync(session, folder, stop), stop);
        }
        finally
        {
            await (run.IsCompleted ? run : Stage.RunAsync("scenarios that wait for an answer", _ => run));
        }
    }

    private Task BeginAsync(HarnessSession session, RunFolder folder, IProgress<string> progress, CancellationToken stop)
    {
        var done = 0;
        progress.Report($"0 of {host.Count}");
        return host.RunAsync(session, folder, Record, stop);

        void Record(ScenarioResult result)
        {
            folder.AddScenario(result);
            Show(result);
            if (Screen.IsTerminal)
                progress.Report($"{Interlocked.Increment(ref done)} of {host.Count}");
        }
    }

    private async Task NoneBusyAsync(Task run, Func<Task> then, CancellationToken stop)
    {
        await Task.WhenAny(run, host.AllBegan);
        await ScenarioRun.Current!.ClusterUse.AloneAsync(then, stop);
    }

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
