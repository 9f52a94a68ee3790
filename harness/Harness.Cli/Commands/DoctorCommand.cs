using System.CommandLine;
using Harness.Cli.Checks;
using Harness.Cli.Terminal;
using Harness.Files;

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
            var (layout, cache) = (RepositoryLayout.Find(), CacheFolder.Default());
            IReadOnlyList<Check> checks = [.. MachineChecks.All(layout, cache), .. await EngineChecks.AllAsync(layout, cache, stop)];
            if (parsed.GetValue(output) == OutputFormat.Json)
                Json.Write(new { SchemaVersion = 1, Checks = checks });
            else
                checks.ToList().ForEach(Show);
            return (int)(checks.Any(check => check.State == CheckState.Failure) ? ExitCode.Undecided : ExitCode.AsExpected);
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
