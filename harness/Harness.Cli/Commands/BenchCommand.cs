using System.CommandLine;
using Harness.Cli.Options;
using Harness.Cli.Terminal;
using Harness.Load;
using Harness.Load.Plans;
using Harness.Load.RbacCost;
using Harness.Runs;

namespace Harness.Cli.Commands;

/// <summary><c>bench</c>: the benchmarks alone.</summary>
internal static class BenchCommand
{
    private static readonly Option<string?> PlanOption = CommandOption.Text(
        "--plan", "FILE", "run this load plan on hello-app instead of a profile (exit code 1 when a threshold is exceeded)");

    public static Command Create()
    {
        var command = new Command("bench", "measure what calls through the API server cost, proxied against direct");
        var options = SettingOptions.OfWorkloads().AddTo(command);
        SuiteBench.AddTo(command);
        command.Options.Add(PlanOption);
        VersionBench.AddTo(command);
        ServiceBench.AddTo(command);
        var dryRun = GuestCommand.DryRun();
        command.Options.Add(dryRun);
        command.SetAction((parsed, _) =>
        {
            var request = RunCommand.Request(parsed, options);
            var (settings, service) = (request.Settings, ServiceBench.Request(parsed));
            if (VersionBench.IsAsked(parsed))
            {
                return parsed.GetValue(PlanOption) is null && service is null
                    ? VersionBench.ExecuteAsync(parsed, request, options.Named(parsed))
                    : throw HarnessException.BadInput("--compare-kubernetes goes with neither --plan nor --service: they need one cluster");
            }

            if (settings.Cluster.WantsExisting && !settings.Get(Settings.Load))
                throw HarnessException.BadInput("bench puts load on the cluster; on an existing cluster allow that with --load");
            if (service is not null)
                return ServiceBench.ExecuteAsync(parsed, request, service, SuiteBench.OfService(parsed), SuiteBench.Seed(parsed));
            var steps = Steps(parsed);
            var plan = new GuestPlan(settings, scenarios: 0, hasBenchmark: true)
            {
                Besides = [.. steps.OfType<RbacCostRun>().Select(step => step.GuestLine)],
            };
            return GuestCommand.Say(settings, plan, parsed.GetValue(dryRun))
                ? Task.FromResult(ExitCode.Of(Outcome.AsExpected))
                : RunCommand.ExecuteAsync(request, steps);
        });
        return command;
    }

    private static IReadOnlyList<IRunStep> Steps(ParseResult parsed)
    {
        if (parsed.GetValue(PlanOption) is not { } plan)
            return SuiteBench.Steps(parsed) ?? [new QuickBenchmarkStep()];
        return SuiteBench.Given(parsed) is { } option
            ? throw HarnessException.BadInput($"{option} does not go with --plan, which says itself how much load there is")
            : [new PlanRun(LoadPlanReader.ReadFile(plan))];
    }
}
