using Harness.Processes;
using Harness.Runs;

namespace Harness.Testing;

/// <summary><c>dotnet test</c>'s own runner, with its results as TRX and JUnit files.</summary>
/// <param name="results">The folder for them.</param>
/// <param name="progress">Shows what the runner prints.</param>
internal sealed class TestRunner(string results, IRunProgress progress)
{
    /// <summary>Makes the folder; old files in it would be counted as this run's.</summary>
    /// <exception cref="HarnessException">It cannot be written to.</exception>
    public static void Prepare(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var old in Directory.EnumerateFiles(folder, "*.trx").Concat(Directory.EnumerateFiles(folder, "*.junit.xml")))
                File.Delete(old);
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            throw HarnessException.BadInput($"--results {folder}: {closed.Message}", closed);
        }
    }

    /// <summary>Runs tests.</summary>
    /// <param name="name">Name of the result files.</param>
    /// <param name="assemblies">Where the tests are.</param>
    /// <param name="filter">The runner's filter expression; empty for all.</param>
    /// <param name="environment">Variables for the test hosts.</param>
    /// <param name="stop">Ends the runner and its hosts.</param>
    /// <returns>Whether the runner says that all went well.</returns>
    public async Task<bool> RunAsync(
        string name, IReadOnlyList<string> assemblies, string filter, IReadOnlyDictionary<string, string?>? environment,
        CancellationToken stop)
    {
        List<string> arguments =
        [
            "vstest", .. assemblies, "--Parallel", $"--ResultsDirectory:{results}", $"--logger:trx;LogFileName={name}.trx",
            $"--logger:junit;LogFileName={name}.{{assembly}}.junit.xml", "--logger:console;verbosity=minimal",
        ];
        if (filter.Length > 0)
            arguments.Add($"--TestCaseFilter:{filter}");
        var outcome = await ProcessRunner.RunAsync("dotnet", arguments, progress.Say, environment, progress.Say, cancellationToken: stop)
            .ConfigureAwait(false);
        return outcome.ExitCode == 0;
    }
}
