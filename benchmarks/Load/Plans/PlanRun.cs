using Harness.Access;
using Harness.Clusters;
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
            var ways = workload.Routes(plan.Duration);
            if (run.Session.Direct.Kind == DirectRouteKind.Pod && plan.Scenarios.Any(one => one.Way == PlannedWay.Direct))
            {
                throw HarnessException.Undecided(
                    "nothing was measured: the plan has a direct scenario, and this host reaches no node of the cluster; "
                    + "leave such scenarios out, or run it where the node ports are reached");
            }

            await MeasureAsync(run, (new PlannedTargets(ways), workload.Watched()), progress, stop);
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
    private Task MeasureAsync(
        Run run, (PlannedTargets Targets, WatchedRounds Watched) on, IProgress<string> progress, CancellationToken stop)
    {
        var done = new List<PlannedFigures>();
        return KeptBenchmark.MeasureAsync(
            run.Folder,
            async () =>
            {
                foreach (var scenario in plan.Scenarios)
                    await new PlannedMeasurement(run.Folder, scenario, on.Targets, on.Watched).RunAsync(done.Add, progress, stop);
            },
            () => KeptBenchmark.Of($"plan {plan.Name}", "hello-app, 1 replica") with { Plan = new PlanResult(plan.Name, done) });
    }
}
