using System.CommandLine;
using Harness.Cli.Options;
using Harness.Load;
using Harness.Runs;

namespace Harness.Cli.Commands;

/// <summary>No command: cluster, scenarios, quick benchmark, report.</summary>
internal static class MainJob
{
    /// <summary>Makes it what the root command does.</summary>
    public static void AddTo(RootCommand root)
    {
        var options = SettingOptions.OfScenarios().AddTo(root);
        var filter = CommandOption.Text(
            "--filter", "text", "only scenarios of a claim (C10) or with this in their name; skips the benchmark");
        root.Options.Add(filter);
        root.SetAction(async (parsed, _) =>
        {
            var request = RunCommand.Request(parsed, options);
            var scenarios = Repository.Scenarios();
            var chosen = ScenarioFilter.Choose(parsed.GetValue(filter), scenarios.Names);
            var step = new ScenarioStep(scenarios, chosen, meanwhile: parsed.GetValue(filter) is null ? new QuickBenchmarkStep() : null);
            return await RunCommand.ExecuteAsync(request with { Claims = scenarios.Claims }, [step]);
        });
    }
}
