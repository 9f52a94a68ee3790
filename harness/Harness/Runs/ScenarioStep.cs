using Harness.Results;

namespace Harness.Runs;

/// <summary>The scenarios, each recorded and shown as it ends.</summary>
/// <param name="runner">Runs them.</param>
/// <param name="chosen">Which of them.</param>
/// <param name="meanwhile">
/// What is set up along with the scenarios, and measured once none is busy, though one may still wait for its answer; null for nothing.
/// </param>
public sealed class ScenarioStep(IScenarioRunner runner, IReadOnlyList<ScenarioName> chosen, IMeasurement? meanwhile = null) : IRunStep
{
    /// <inheritdoc/>
    public async Task RunAsync(Run run, CancellationToken stop)
    {
        var scenarios = Task.CompletedTask;
        try
        {
            await run.Progress.StageAsync("scenarios", async progress =>
            {
                scenarios = BeginAsync(run, progress, stop);
                _ = meanwhile?.PrepareAsync(run, stop); // its failure is told when the measurement waits for it
                await runner.AloneAsync(() => Task.CompletedTask, stop).ConfigureAwait(false);
            }).ConfigureAwait(false);
            if (meanwhile is not null)
                await runner.AloneAsync(() => meanwhile.RunAsync(run, stop), stop).ConfigureAwait(false);
        }
        finally
        {
            await (scenarios.IsCompleted ? scenarios : run.Progress.StageAsync("scenarios that wait for an answer", _ => scenarios))
                .ConfigureAwait(false);
        }
    }

    private Task BeginAsync(Run run, IProgress<string> progress, CancellationToken stop)
    {
        var done = 0;
        progress.Report($"0 of {chosen.Count}");
        return runner.RunAsync(chosen, run, Record, stop);

        void Record(ScenarioResult result)
        {
            run.Folder.AddScenario(result);
            run.Progress.Show(result, Interlocked.Increment(ref done), chosen.Count);
        }
    }
}
