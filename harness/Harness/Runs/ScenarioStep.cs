using Harness.Results;

namespace Harness.Runs;

/// <summary>The scenarios, each recorded and shown as it ends.</summary>
/// <param name="runner">Runs them.</param>
/// <param name="chosen">Which of them.</param>
public sealed class ScenarioStep(IScenarioRunner runner, IReadOnlyList<ScenarioName> chosen) : IRunStep
{
    /// <inheritdoc/>
    public Task RunAsync(Run run, CancellationToken stop) => run.Progress.StageAsync("scenarios", async progress =>
    {
        var done = 0;
        progress.Report($"0 of {chosen.Count}");
        await runner.RunAsync(chosen, run, Record, stop).ConfigureAwait(false);

        void Record(ScenarioResult result)
        {
            run.Folder.AddScenario(result);
            run.Progress.Show(result, Interlocked.Increment(ref done), chosen.Count);
        }
    });
}
