using System.Text;
using Harness.Access;
using Harness.Clusters;
using Harness.Load.Engine;
using Harness.Results;
using Harness.Runs;
using Harness.Workloads;

namespace Harness.Load.Plans;

/// <summary>A load plan on hello-app: its scenarios one after the other, each with its files and figures in the run's folder.</summary>
/// <param name="plan">The plan.</param>
public sealed class PlanRun(LoadPlan plan) : IRunStep
{
    private static readonly string[] ReadVerbs = ["get"];
    private static readonly string[] Verbs = ["get", "create", "update", "patch", "delete"];

    /// <inheritdoc/>
    public Task RunAsync(Run run, CancellationToken stop) => run.Progress.StageAsync($"load plan {plan.Name}", async progress =>
    {
        var workload = await BenchWorkload.DeployAsync(
            run.Session,
            HelloWorkload.Standard(),
            run.Session.Direct.NodePorts,
            (hello, consumer) => [Grant.ServiceProxy(consumer, "consumer-proxy", [hello.Url.ResourceName], VerbsNeeded)],
            stop);
        try
        {
            var ways = await workload.RoutesAsync(plan.Duration, stop);
            if (run.Session.Direct.Kind == DirectRouteKind.Pod && plan.Scenarios.Any(one => one.Way == PlannedWay.Direct))
            {
                throw HarnessException.Undecided(
                    "nothing was measured: the plan has a direct scenario, and this host reaches no node of the cluster; "
                    + "leave such scenarios out, or run it where the node ports are reached");
            }

            await MeasureAsync(run, new PlannedTargets(ways), progress, stop);
        }
        finally
        {
            await workload.RemoveAsync();
        }
    });

    private IReadOnlyList<string> VerbsNeeded =>
        plan.Scenarios.SelectMany(one => one.Steps).All(step => step.Method == HttpMethod.Get || step.Method == HttpMethod.Head)
            ? ReadVerbs
            : Verbs;

    /// <summary>However it ends, what was measured is kept.</summary>
    private async Task MeasureAsync(Run run, PlannedTargets targets, IProgress<string> progress, CancellationToken stop)
    {
        var (started, done) = (TimeProvider.System.GetUtcNow(), new List<PlannedFigures>());
        try
        {
            foreach (var scenario in plan.Scenarios)
                done.Add(await MeasureAsync(run, scenario, targets, progress, stop));
        }
        finally
        {
            run.Folder.AddBenchmark(new BenchmarkResult
            {
                Name = $"plan {plan.Name}",
                Target = "hello-app, 1 replica",
                Comparisons = [],
                Plan = new PlanResult(plan.Name, done),
                Started = started,
                Duration = TimeProvider.System.GetUtcNow() - started,
            });
        }
    }

    private static async Task<PlannedFigures> MeasureAsync(
        Run run, PlannedScenario scenario, PlannedTargets targets, IProgress<string> progress, CancellationToken stop)
    {
        var routes = targets.Of(scenario);
        foreach (var route in routes)
            await RouteCheck.EnsureAsync(new LocalLoadGenerator(), route, scenario.Timeout, stop);
        progress.Report(FormattableString.Invariant($"{scenario.Name}: {scenario.Duration.TotalSeconds:0.#} s of load"));
        using var steps = new PlannedSteps(scenario, [.. routes.Select(route => route.Target)]);
        var round = await new LoadRunner().RunAsync(steps.Scenario, scenario.Simulations, stop);
        var figures = PlannedRound.Figures(scenario, routes[0].RecordedVia, round) with
        {
            Files =
            [
                Attach("latency.hgrm", "latency distribution", RoundFiles.PercentileDistribution(round)),
                Attach("seconds.csv", "each second", RoundFiles.Intervals(round)),
            ],
        };
        progress.Report(PlannedRound.Describe(figures));
        return figures;

        Attachment Attach(string file, string title, string content) =>
            run.Folder.Attach($"plan {scenario.Name}", file, title, Encoding.UTF8.GetBytes(content));
    }
}
