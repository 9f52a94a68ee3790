using System.CommandLine;
using System.Globalization;
using Harness.Cli.Terminal;
using Harness.Clusters.Engine;

namespace Harness.Cli.Commands;

/// <summary>
/// <c>engine</c>: for run.sh, which installs and starts an engine when none answers, and stops that one when nothing runs on it. Exit code
/// 0 and the number of containers that run when one answers.
/// </summary>
internal static class EngineCommand
{
    public static Command Create()
    {
        var command = new Command("engine", "say whether a container engine answers, and how many containers run on it") { Hidden = true };
        command.SetAction(async (_, stop) =>
        {
            using var engine = await ContainerEngine.ConnectAsync(stop);
            Screen.Result((await engine.CountRunningAsync(stop)).ToString(CultureInfo.InvariantCulture));
            return ExitCode.Of(Outcome.AsExpected);
        });
        return command;
    }
}
