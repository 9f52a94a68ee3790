using System.CommandLine;
using Harness.Cli.Options;
using Harness.Load;

namespace Harness.Cli.Commands;

/// <summary><c>bench</c>: the quick benchmark alone.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var command = new Command("bench", "measure proxied against direct throughput (1, 8 and 32 connections, under 30 s)");
        var options = SettingOptions.OfWorkloads().AddTo(command);
        command.SetAction((parsed, _) => RunCommand.ExecuteAsync(RunCommand.Request(parsed, options), [new QuickBenchmarkStep()]));
        return command;
    }
}
