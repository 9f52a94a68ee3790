using System.CommandLine;
using Harness.Cli.Options;
using Harness.Cli.Terminal;
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
        var dryRun = GuestCommand.DryRun();
        root.Options.Add(dryRun);
        var result = new ResultOptions().AddTo(root);
        root.SetAction(async (parsed, _) =>
        {
            var output = result.Read(parsed, parsed.GetValue(dryRun));
            var request = RunCommand.Request(parsed, options, output);
            var scenarios = Repository.Scenarios();
            var chosen = ScenarioFilter.Choose(parsed.GetValue(filter), scenarios.Names, scenarios.Claims);
            var (benchmarks, claim) = (parsed.GetValue(filter) is null, ScenarioFilter.ClaimOf(parsed.GetValue(filter)));
            if (GuestCommand.Say(request, new GuestPlan(request.Settings, chosen.Count, benchmarks), parsed.GetValue(dryRun)))
                return ExitCode.Of(Outcome.AsExpected);
            var mayLoad = request.Settings.Get(Settings.Load) || !request.Settings.Cluster.WantsExisting;
            var step = new ScenarioStep(scenarios, chosen, meanwhile: benchmarks && mayLoad ? new QuickBenchmarkStep() : null);
            return await RunCommand.ExecuteAsync(request with { Claims = scenarios.Claims, AskedClaim = claim }, [step], output);
        });
    }
}
