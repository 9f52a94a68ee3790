using System.CommandLine;
using Harness.Cli.Terminal;
using Harness.Clusters;

namespace Harness.Cli.Commands;

/// <summary><c>engine</c>: for run.sh, which installs and starts an engine when none answers. Exit code 0 when one does.</summary>
internal static class EngineCommand
{
    public static Command Create()
    {
        var command = new Command("engine", "say whether a container engine answers") { Hidden = true };
        command.SetAction(async (_, stop) =>
        {
            using var engine = await ContainerEngine.ConnectAsync(stop);
            Screen.Result(engine.Description);
            return (int)ExitCode.AsExpected;
        });
        return command;
    }
}
