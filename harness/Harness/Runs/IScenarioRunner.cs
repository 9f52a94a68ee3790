using Harness.Results;

namespace Harness.Runs;

/// <summary>
/// Scenarios that can be run on a session. An assembly of scenarios has one public class of this kind, with a parameterless
/// constructor; <see cref="ScenarioAssembly"/> finds it at run time.
/// </summary>
public interface IScenarioRunner
{
    /// <summary>The scenarios.</summary>
    IReadOnlyList<ScenarioName> Names { get; }

    /// <summary>The claims that they are about.</summary>
    IReadOnlyList<Claim> Claims { get; }

    /// <summary>Runs scenarios.</summary>
    /// <param name="chosen">Which of <see cref="Names"/>.</param>
    /// <param name="run">What they run on, and where they attach files.</param>
    /// <param name="record">Called with each result as it comes, one at a time.</param>
    /// <param name="stop">Ends those that run and starts no more; cancelled also when the cluster is lost.</param>
    Task RunAsync(IReadOnlyList<ScenarioName> chosen, Run run, Action<ScenarioResult> record, CancellationToken stop);

    /// <summary>
    /// Measures with the cluster to itself while <see cref="RunAsync"/> goes on: once every chosen scenario has begun, and while none of
    /// them is busy. One that only waits for an answer is not busy.
    /// </summary>
    Task AloneAsync(Func<Task> measure, CancellationToken stop);
}

/// <summary>A scenario by its names.</summary>
/// <param name="FullName">As the test runner knows it.</param>
/// <param name="ShortName">As reports show it.</param>
/// <param name="Claims">The ids of the claims that it proves.</param>
public sealed record ScenarioName(string FullName, string ShortName, IReadOnlyList<string> Claims);
