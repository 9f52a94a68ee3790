using System.Text.RegularExpressions;
using Harness.Processes;

namespace Harness.Images;

/// <summary>Turns a failed native build into a message that says what to do.</summary>
internal static partial class NativePublishFailure
{
    private const int ErrorsShown = 3;

    private const string InstallNativeTools =
        "install a C linker and zlib's headers (Debian and Ubuntu: apt-get install gcc libc6-dev zlib1g-dev) and try again";

    private const string MakeNuGetWork =
        "the packages Microsoft.DotNet.ILCompiler and Microsoft.AspNetCore.App.Runtime must come from a NuGet source: "
        + "check dotnet nuget list source";

    /// <summary>The message: command, decisive error lines, next step.</summary>
    public static HarnessException Explain(string command, ProcessOutcome outcome)
    {
        var said = $"{outcome.Output}\n{outcome.ErrorTail}";
        var errors = ErrorLine().Matches(said).Select(match => match.Value.Trim()).Distinct().ToArray();
        var shown = errors.Length > 0 ? errors.Take(ErrorsShown) : LastLines(said);
        return HarnessException.Undecided(
            $"hello-app's image could not be built: {command} ended with exit code {outcome.ExitCode}:\n"
            + string.Concat(shown.Select(line => $"  {line}\n"))
            + NextStep(string.Join('\n', errors)));
    }

    private static string NextStep(string errors)
    {
        if (errors.Contains("NETSDK1045", StringComparison.Ordinal) || errors.Contains("NETSDK1141", StringComparison.Ordinal))
            return "install the .NET SDK that global.json asks for and try again";
        if (RestoreError().IsMatch(errors))
            return MakeNuGetWork;
        return SourceError().IsMatch(errors) ? "correct hello-app's source and try again" : InstallNativeTools;
    }

    private static IEnumerable<string> LastLines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(ErrorsShown);

    /// <summary>MSBuild's and the linker's, without the project's path in brackets that MSBuild puts after it.</summary>
    [GeneratedRegex(@"^.*(?:\berror\b.*?:|\bcannot find -l|ld: ).*?(?=\s\[[^\]\n]*proj\]|\r?$)", RegexOptions.Multiline)]
    private static partial Regex ErrorLine();

    [GeneratedRegex(@"\berror NU1\d{3}\b|\bNETSDK1(?:083|094|127)\b")]
    private static partial Regex RestoreError();

    [GeneratedRegex(@"\berror (?:CS|CA|IDE|IL)\d+\b")]
    private static partial Regex SourceError();
}
