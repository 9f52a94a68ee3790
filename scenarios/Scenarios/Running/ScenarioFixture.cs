using System.Diagnostics;
using System.Runtime.CompilerServices;
using Harness.Results;

namespace Harness.Scenarios.Running;

/// <summary>Base class of the scenarios: runs one in its own namespace, judges what it saw, records the result, cleans up.</summary>
public abstract class ScenarioFixture
{
    /// <summary>Runs a scenario.</summary>
    /// <param name="purpose">Goes into the namespace's name.</param>
    /// <param name="body">Given, when, then.</param>
    /// <param name="file">The file that it is written in: the compiler fills it in.</param>
    /// <param name="line">The line in it: the compiler fills it in.</param>
    protected static async Task ProveAsync(
        string purpose, Func<Scenario, Task> body, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var run = ScenarioRun.Current ?? throw new InvalidOperationException("no cluster: the assembly's SetUp did not run");
        await run.ClusterUse.BeginAsync(run.Stop);
        var started = TimeProvider.System.GetUtcNow();
        var clock = Stopwatch.StartNew();
        var test = TestContext.CurrentContext.Test;
        var name = $"{Short(test.ClassName)}.{test.MethodName}";
        var scenario = new Scenario(run.Run.Session, purpose, new AttachedFiles(run.Run.Folder, name), run.Stop);
        var ending = await ScenarioEnding.OfAsync(() => body(scenario), scenario);
        await scenario.CleanUpAsync();
        run.ClusterUse.End();
        run.Record(new ScenarioResult
        {
            Name = name,
            Title = Sentence(test.MethodName),
            Claims = [.. test.Properties["Claim"].Cast<string>()],
            Topic = test.Properties.Get("Conformance") as string,
            Source = ScenarioSource.Of(RepositoryRoot.Find(), file, line),
            Outcome = ending.Outcome,
            Reason = ending.Reason,
            Observations = scenario.Seen.Observations,
            Cells = scenario.Seen.Cells,
            Measurements = scenario.Seen.Measurements,
            Attachments = scenario.Files.All,
            Traits = scenario.Seen.Traits,
            Started = started,
            Duration = clock.Elapsed,
        });
        ending.Assert();
    }

    private static string Short(string? className) => className?.Split('.')[^1] ?? "";

    private static string Sentence(string? methodName) => (methodName ?? "").Replace('_', ' ');
}
