using Harness.Results;
using Harness.Runs;

namespace Harness.Cli.Terminal;

/// <summary>A run of which only the result is wanted.</summary>
internal sealed class SilentProgress : IRunProgress
{
    /// <inheritdoc/>
    public Task<T> StageAsync<T>(string name, Func<IProgress<string>, Task<T>> stage) => stage(new InlineProgress<string>(_ => { }));

    /// <inheritdoc/>
    public void Say(string line)
    {
    }

    /// <inheritdoc/>
    public void Show(ScenarioResult result, int done, int all)
    {
    }
}
