using Harness.Results;
using Harness.Runs;

namespace Harness.Scenarios.Running;

/// <summary>The test runner's output, which shows scenarios by itself.</summary>
internal sealed class RunnerOutput : IRunProgress
{
    public Task<T> StageAsync<T>(string name, Func<IProgress<string>, Task<T>> stage) => stage(new InlineProgress<string>(Say));

    public void Say(string line) => TestContext.Progress.WriteLine(line);

    public void Show(ScenarioResult result, int done, int all)
    {
    }
}
