using Harness.Manifests;
using Harness.Processes;

namespace Harness.Scenarios.GitOps;

/// <summary>Manifests on disk for as long as a program reads them.</summary>
internal static class TemporaryFiles
{
    /// <summary>Runs a program on them.</summary>
    /// <returns>What it wrote to standard output; a program that refuses them fails the scenario.</returns>
    public static async Task<string> RunAsync(
        ManifestFolder files, string program, Func<string, string[]> arguments, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("harness-manifests-").FullName;
        try
        {
            files.WriteTo(folder);
            var outcome = await ProcessRunner.RunAsync(program, arguments(folder), cancellationToken: cancellationToken);
            outcome.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments(folder))}: {outcome.ErrorTail}");
            return outcome.Output;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
