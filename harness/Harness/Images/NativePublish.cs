using System.Collections;
using Harness.Processes;

namespace Harness.Images;

/// <summary>Compiles hello-app to a native program, without touching the repository's own build folders.</summary>
internal static class NativePublish
{
    /// <summary>Runs <c>dotnet publish</c>; returns the program's path.</summary>
    /// <param name="project">The folder with the project.</param>
    /// <param name="platform">What to compile for.</param>
    /// <param name="folder">An empty folder for all that the build writes.</param>
    /// <param name="cancellationToken">Ends the build.</param>
    /// <exception cref="HarnessException">The build failed; the message says why and what to install.</exception>
    public static async Task<string> RunAsync(
        string project, Platform platform, string folder, CancellationToken cancellationToken)
    {
        var output = Path.Combine(folder, "publish");
        var arguments = Arguments(project, platform, folder, output);
        var outcome = await ProcessRunner.RunAsync(
            Dotnet(),
            arguments,
            environment: BuildEnvironment(Environment.GetEnvironmentVariables()),
            cancellationToken: cancellationToken).ConfigureAwait(false);

        var program = Path.Combine(output, "hello-app");
        if (outcome.ExitCode != 0 || !File.Exists(program))
            throw NativePublishFailure.Explain($"dotnet {string.Join(' ', arguments)}", outcome);
        return program;
    }

    private static List<string> Arguments(string project, Platform platform, string folder, string output)
    {
        List<string> arguments =
        [
            "publish", Path.Combine(project, "hello-app.csproj"),
            "--configuration", "Release",
            "--runtime", platform.RuntimeIdentifier,
            "--artifacts-path", Path.Combine(folder, "artifacts"),
            "--output", output,
            "--nologo",
            // Otherwise a server process would stay behind and hold the folder and standard output.
            "-nodeReuse:false",
            "-p:UseSharedCompilation=false",
        ];
        // The SDK looks for clang first and stops there; gcc comes with fewer packages.
        if (ProgramPath.Find("clang") is null)
            arguments.Add("-p:CppCompilerAndLinker=gcc");
        return arguments;
    }

    /// <summary>
    /// Removes what a surrounding <c>dotnet test</c> or <c>dotnet run</c> passes to its children, which a build of another project
    /// misreads.
    /// </summary>
    internal static IReadOnlyDictionary<string, string?> BuildEnvironment(IDictionary current)
    {
        var changes = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["DOTNET_CLI_UI_LANGUAGE"] = "en", // errors are looked for in English
            ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
            ["DOTNET_NOLOGO"] = "1",
        };
        foreach (string name in current.Keys)
        {
            if (name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("VSTEST_", StringComparison.Ordinal)
                || name.StartsWith("CORECLR_", StringComparison.Ordinal)
                || name is "DOTNET_HOST_PATH" or "DOTNET_STARTUP_HOOKS" or "DOTNET_ADDITIONAL_DEPS"
                    or "Configuration" or "Platform" or "RuntimeIdentifier")
            {
                changes[name] = null;
            }
        }

        return changes;
    }

    /// <summary>The SDK that runs this program, where it says so; otherwise the one on the PATH.</summary>
    private static string Dotnet() =>
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { } path && File.Exists(path) ? path : "dotnet";
}
