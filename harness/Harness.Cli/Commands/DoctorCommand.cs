using System.CommandLine;
using Harness.Checks;
using Harness.Cli.Options;
using Harness.Cli.Terminal;
using Harness.Files;
using Harness.Runs;

namespace Harness.Cli.Commands;

/// <summary><c>doctor</c>: what the machine has, what is missing, what to do.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var output = OutputOption.Create();
        var command = new Command("doctor", "check this machine: SDK, engine, registry, disk, memory") { output };
        command.SetAction(async (parsed, stop) =>
        {
            var (folders, cache) = (Repository.Folders, CacheFolder.Default());
            IReadOnlyList<Check> checks =
                [.. MachineChecks.All(folders, cache, RunSettings.FromEnvironment()), .. await EngineChecks.AllAsync(folders, cache, stop)];
            if (parsed.GetValue(output) == OutputFormat.Json)
                Json.Write(new { SchemaVersion = 1, Checks = checks });
            else
                checks.ToList().ForEach(Show);
            return ExitCode.Of(checks.Any(check => check.State == CheckState.Failure) ? Outcome.Undecided : Outcome.AsExpected);
        });
        return command;
    }

    private static void Show(Check check)
    {
        var mark = check.State switch { CheckState.Ok => "ok     ", CheckState.Warning => "warning", _ => "FAILED " };
        Screen.Result($"{mark}  {check.Name,-18} {check.Found}");
        if (check.Advice is not null)
            Screen.Result($"{"",28}→ {check.Advice}");
    }
}
