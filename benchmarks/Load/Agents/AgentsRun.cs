using Harness.Access;
using Harness.Load.Ladder;
using Harness.Rbac.Objects;
using Harness.Runs;
using Harness.Workloads;
using Harness.Workloads.Agents;

namespace Harness.Load.Agents;

/// <summary>hello-app under load by several agents in the cluster, beside the same load by one.</summary>
/// <param name="count">How many agents.</param>
/// <param name="profile">How long, and at how many connections of all agents together.</param>
/// <param name="seed">Seed of the order and of the intervals.</param>
public sealed class AgentsRun(int count, LadderProfile profile, int seed) : IRunStep
{
    /// <inheritdoc/>
    public Task RunAsync(Run run, CancellationToken stop) => run.Progress.StageAsync($"load by {count} agents", async progress =>
    {
        AgentImage.Ensure(run.Session);
        var workload = await BenchWorkload.DeployAsync(
            run.Session,
            HelloWorkload.Standard(),
            run.Session.Direct.NodePorts,
            (hello, consumer) => [Grant.ServiceProxy(consumer, "consumer-proxy", [hello.Url.ResourceName], ["get"])],
            stop);
        try
        {
            await RunAsync(run, workload, progress, stop);
        }
        finally
        {
            await workload.RemoveAsync();
        }
    });

    private async Task RunAsync(Run run, BenchWorkload workload, IProgress<string> progress, CancellationToken stop)
    {
        var (cluster, ns) = (run.Session.Cluster, workload.Hello.Namespace);
        var fleet = new AgentFleet(ns, workload.Consumer, count, AgentRungs.Targets(workload.Hello))
        {
            IsJob = AgentFleet.HasJobs(KubernetesChange.VersionOf(cluster.Facts.KubernetesVersion)),
        };
        await AgentPermissions.EnsureAsync(cluster.Admin, ns, fleet.IsJob, stop);
        var pods = new AgentPods(cluster.Admin, run.Session.Image, fleet);
        try
        {
            progress.Report($"starting {count} agents");
            await pods.StartAsync(stop);
            await MeasureAsync(run, fleet, pods, Watched(workload), progress, stop);
        }
        finally
        {
            await pods.RemoveAsync(cluster.Lost);
        }
    }

    /// <summary>Of hello-app's pods alone: lost agents are the crew's business.</summary>
    private static WatchedRounds Watched(BenchWorkload workload) => new(PodWatch.Of(
        workload.Session.Cluster.Admin, workload.Hello.Namespace, $"{AppObjects.Label}={workload.Hello.Name}"));

    /// <summary>However it ends, what was measured is kept.</summary>
    private async Task MeasureAsync(
        Run run, AgentFleet fleet, AgentPods pods, WatchedRounds watched, IProgress<string> progress, CancellationToken stop)
    {
        var (time, started) = (TimeProvider.System, TimeProvider.System.GetUtcNow());
        var (crew, log) = (new AgentCrew(pods, time), new AgentLog(run.Progress.Say));
        var ladder = new LadderBenchmark(AgentRungs.Of(fleet, crew, log, time), profile, seed) { Watched = watched };
        try
        {
            await ladder.RunAsync(progress, stop);
        }
        finally
        {
            if (log.Rounds.Count > 0)
            {
                run.Folder.AddBenchmark(AgentFigures.Of(fleet, crew, log, ladder, seed) with
                {
                    Name = $"agents, {profile.Name}",
                    Started = started,
                    Duration = time.GetUtcNow() - started,
                });
            }
        }
    }
}
