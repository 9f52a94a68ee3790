using Harness.Processes;

namespace Harness.Cli.Tests;

/// <summary>The repository's test assemblies, as they were built together with this program.</summary>
/// <param name="layout">The repository.</param>
internal sealed class TestAssemblies(RepositoryLayout layout)
{
    /// <summary>Tests that need no cluster.</summary>
    public IReadOnlyList<string> WithoutCluster { get; } =
    [
        Built(layout, "harness/Harness.Tests", "Harness.Tests"),
        Built(layout, "benchmarks/Load.Tests", "Load.Tests"),
        Built(layout, "reports/Reports.Tests", "Reports.Tests"),
    ];

    /// <summary>The scenarios.</summary>
    public string Scenarios { get; } = Built(layout, "scenarios/Scenarios", "Harness.Scenarios");

    /// <summary>Full names of all tests without a cluster.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        var list = Path.GetTempFileName();
        try
        {
            await ProcessRunner.RunAsync(
                "dotnet", ["vstest", .. WithoutCluster, "--ListFullyQualifiedTests", $"--ListTestsTargetPath:{list}"],
                cancellationToken: cancellationToken);
            return await File.ReadAllLinesAsync(list, cancellationToken);
        }
        finally
        {
            File.Delete(list);
        }
    }

    /// <summary>Beside this program's own output: same configuration, same framework.</summary>
    private static string Built(RepositoryLayout layout, string project, string assembly)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var file = Path.Combine(layout.Root, project, "bin", own.Parent!.Name, own.Name, $"{assembly}.dll");
        return File.Exists(file)
            ? file
            : throw HarnessException.Undecided($"{Path.GetRelativePath(layout.Root, file)} is not built: dotnet build Harness.sln -c {own.Parent.Name}");
    }
}
