using Harness.Results;

namespace Harness.Runs;

/// <summary>Shows a run to people: on a terminal, or in a test runner's output.</summary>
public interface IRunProgress
{
    /// <summary>Shows a stage of the run while it goes on.</summary>
    Task<T> StageAsync<T>(string name, Func<IProgress<string>, Task<T>> stage);

    /// <summary>Shows a line.</summary>
    void Say(string line);

    /// <summary>Shows a scenario that has ended.</summary>
    /// <param name="result">How it ended.</param>
    /// <param name="done">How many have ended.</param>
    /// <param name="all">How many there are.</param>
    void Show(ScenarioResult result, int done, int all);
}

/// <summary>Stages without a result.</summary>
public static class RunProgressExtensions
{
    /// <summary>Shows a stage of the run while it goes on.</summary>
    public static Task StageAsync(this IRunProgress progress, string name, Func<IProgress<string>, Task> stage) =>
        progress.StageAsync(name, async report =>
        {
            await stage(report).ConfigureAwait(false);
            return true;
        });
}
