using Harness.Lifetime;
using Harness.Processes;
using Harness.Rbac.Generating;

namespace Harness.Scenarios.GitOps;

/// <summary>Manifests on disk for as long as a program reads them.</summary>
internal static class TemporaryFiles
{
    /// <summary>Runs a program on them.</summary>
    /// <returns>What it wrote to standard output; if the program refuses them, the scenario fails.</returns>
    public static async Task<string> RunAsync(
        ManifestFolder files, string program, Func<string, string[]> arguments, CancellationToken cancellationToken)
    {
        using var scratch = ScratchFolder.Create("manifests");
        var folder = scratch.PathOf("files");
        files.WriteTo(folder);
        var outcome = await ProcessRunner.RunAsync(program, arguments(folder), cancellationToken: cancellationToken);
        outcome.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments(folder))}: {outcome.ErrorTail}");
        return outcome.Output;
    }
}
