using System.CommandLine;
using Harness.Cli.Runs;

namespace Harness.Cli.Commands;

/// <summary><c>bench</c>: the quick benchmark alone.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var command = new Command("bench", "measure proxied against direct throughput (1, 8 and 32 connections, under 30 s)");
        var cluster = new ClusterSettings().AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var layout = RepositoryLayout.Find();
            return (int)await RunScope.RunAsync(layout, cluster.Read(parsed, layout), CommandText.Of(parsed), [new QuickBenchmarkStep()]);
        });
        return command;
    }
}
