using Harness.Processes;

namespace Harness.Testing;

/// <summary>The repository's test assemblies, as they were built together with this program.</summary>
/// <param name="source">The repository.</param>
internal sealed class TestAssemblies(string source)
{
    /// <summary>Tests that need no cluster.</summary>
    public IReadOnlyList<string> WithoutCluster { get; } =
    [
        Built(source, "harness/Harness.Tests", "Harness.Tests"),
        Built(source, "benchmarks/Load.Tests", "Load.Tests"),
        Built(source, "reports/Reports.Tests", "Reports.Tests"),
    ];

    /// <summary>The scenarios.</summary>
    public string Scenarios { get; } = Built(source, "scenarios/Scenarios", "Harness.Scenarios");

    /// <summary>Full names of all tests without a cluster.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        var list = Path.GetTempFileName();
        try
        {
            await ProcessRunner.RunAsync(
                "dotnet", ["vstest", .. WithoutCluster, "--ListFullyQualifiedTests", $"--ListTestsTargetPath:{list}"],
                cancellationToken: cancellationToken).ConfigureAwait(false);
            return await File.ReadAllLinesAsync(list, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(list);
        }
    }

    /// <summary>Beside this program's own output: same configuration, same framework.</summary>
    private static string Built(string source, string project, string assembly)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var file = Path.Combine(source, project, "bin", own.Parent!.Name, own.Name, $"{assembly}.dll");
        return File.Exists(file)
            ? file
            : throw HarnessException.Undecided(
                $"{Path.GetRelativePath(source, file)} is not built: dotnet build Harness.sln -c {own.Parent.Name}");
    }
}
