using System.CommandLine;
using Harness.Cli.Options;
using Harness.Load;
using Harness.Runs;

namespace Harness.Cli.Commands;

/// <summary><c>bench</c>: the quick benchmark alone.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var command = new Command("bench", "measure proxied against direct throughput (1, 8 and 32 connections, under 30 s)");
        var options = SettingOptions.OfWorkloads().AddTo(command);
        command.SetAction((parsed, _) =>
        {
            var request = RunCommand.Request(parsed, options);
            var settings = request.Settings;
            if (settings.Cluster.WantsExisting && !settings.Get(Settings.Load))
                throw HarnessException.BadInput("bench puts load on the cluster; on an existing cluster allow that with --load");
            GuestCommand.Say(settings, new GuestPlan(settings, scenarios: 0, hasBenchmark: true), isDry: false);
            return RunCommand.ExecuteAsync(request, [new QuickBenchmarkStep()]);
        });
        return command;
    }
}
