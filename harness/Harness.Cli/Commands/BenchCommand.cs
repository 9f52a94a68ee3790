using System.CommandLine;
using Harness.Cli.Options;
using Harness.Cli.Terminal;
using Harness.Load;
using Harness.Load.Plans;
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
        AgentsBench.AddTo(command);
        var dryRun = GuestCommand.DryRun();
        command.Options.Add(dryRun);
        var result = new ResultOptions().AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var output = result.Read(parsed, parsed.GetValue(dryRun)) with { Planned = SuiteBench.Planned(parsed) };
            var request = RunCommand.Request(parsed, options, output);
            var service = ServiceBench.Request(parsed);
            if (VersionBench.IsAsked(parsed))
            {
                if (parsed.GetValue(dryRun))
                    throw HarnessException.BadInput("--dry-run is for existing clusters; --compare-kubernetes starts two of its own");
                return OneOf(parsed, service is not null)
                    ? throw HarnessException.BadInput(
                        "--compare-kubernetes goes with neither --plan nor --service nor --agents: they need one cluster")
                    : VersionBench.ExecuteAsync(parsed, request, options.Named(parsed), output, cancellationToken);
            }

            if (request.Settings.Cluster.WantsExisting && !request.Settings.Get(Settings.Load) && !parsed.GetValue(dryRun))
                throw HarnessException.BadInput("bench puts load on the cluster; on an existing cluster allow that with --load");
            if (service is null)
                return MeasureAsync(parsed, request, parsed.GetValue(dryRun), output);
            return AgentsBench.IsAsked(parsed)
                ? ServiceAgentsBench.ExecuteAsync(parsed, request, service, parsed.GetValue(dryRun), output)
                : ServiceBench.ExecuteAsync(
                    parsed, request, service, SuiteBench.OfService(parsed), parsed.GetValue(dryRun), output);
        });
        return command;
    }

    private static bool OneOf(ParseResult parsed, bool hasService) =>
        hasService || parsed.GetValue(PlanOption) is not null || AgentsBench.IsAsked(parsed);

    private static Task<int> MeasureAsync(ParseResult parsed, RunRequest request, bool isDry, RunOutput output)
    {
        var steps = Steps(parsed);
        var shares = steps.Select(GuestShare.Of).ToList();
        var plan = new GuestPlan(request.Settings, scenarios: 0, hasBenchmark: true)
        {
            Besides = [.. shares.Select(share => share.Makes).OfType<string>()],
            Loaded = [.. shares.Select(share => share.Load)],
            Needs = [.. shares.SelectMany(share => share.Needs)],
        };
        return GuestCommand.Say(request, plan, isDry)
            ? Task.FromResult(ExitCode.Of(Outcome.AsExpected))
            : RunCommand.ExecuteAsync(request, steps, output);
    }

    private static IReadOnlyList<IRunStep> Steps(ParseResult parsed)
    {
        var plan = parsed.GetValue(PlanOption);
        if (AgentsBench.IsAsked(parsed))
        {
            return plan is null
                ? [AgentsBench.Step(parsed)]
                : throw HarnessException.BadInput("--plan does not go with --agents, which loads hello-app on two ways");
        }

        if (plan is null)
            return SuiteBench.Steps(parsed) ?? [new QuickBenchmarkStep()];
        return SuiteBench.Given(parsed) is { } option
            ? throw HarnessException.BadInput($"{option} does not go with --plan, which says itself how much load there is")
            : [new PlanRun(LoadPlanReader.ReadFile(plan))];
    }
}
