using Harness.Access;
using Harness.Load.Agents;
using Harness.Load.Ladder;
using Harness.Rbac.Objects;
using Harness.Results;
using Harness.Runs;
using Harness.Workloads.Agents;

namespace Harness.Load.Services;

/// <summary>
/// A service that is there already, loaded by agents in a namespace of the run's own: through the API server's proxy and at its own
/// address, from the same pods. Nothing but a role for them is made where the service is.
/// </summary>
/// <param name="service">The service.</param>
/// <param name="count">How many agents.</param>
/// <param name="profile">How long, and at how many connections of all agents together.</param>
/// <param name="seed">Seed of the order and of the intervals.</param>
public sealed class ServiceAgentsRun(MeasurableService service, int count, LadderProfile profile, int seed) : IRunStep
{
    private ServiceRequest Request => service.Request;

    /// <inheritdoc/>
    public Task RunAsync(Run run, CancellationToken stop) => run.Progress.StageAsync(
        $"{profile.Name} benchmark of {Request.Service} from {(count == 1 ? "a pod" : $"{count} pods")}", async progress =>
        {
            AgentImage.Ensure(run.Session);
            var ns = await run.Session.Namespaces.CreateAsync("bench", stop);
            var account = await run.Session.Consumers.CreateAsync(ns, "load-agent", stop);
            await run.Session.LendAsync(Grant(account), stop);
            var fleet = new AgentFleet(ns, account, count, service.Ways.Targets)
            {
                IsJob = service.Permissions.IsJob == true,
                Body = Request.Body,
            };
            var pods = new AgentPods(run.Session.Cluster.Admin, run.Session.Image, fleet);
            try
            {
                progress.Report(count == 1 ? "starting an agent" : $"starting {count} agents");
                await pods.StartAsync(stop);
                await MeasureAsync(run, fleet, pods, progress, stop);
            }
            finally
            {
                await pods.RemoveAsync(run.Session.Cluster.Lost);
            }
        });

    /// <summary>The agents may call this service, by this name, with this method, and nothing else.</summary>
    private Grant Grant(Consumer account)
    {
        var needed = service.Permissions;
        return new Grant(
            needed.Namespace, account.Namespace, account, new RbacRule([""], ["services/proxy"], [needed.Name], [needed.Verb]));
    }

    /// <summary>However it ends, what was measured is kept.</summary>
    private async Task MeasureAsync(Run run, AgentFleet fleet, AgentPods pods, IProgress<string> progress, CancellationToken stop)
    {
        var (time, started, admin) = (TimeProvider.System, TimeProvider.System.GetUtcNow(), run.Session.Cluster.Admin);
        var (crew, log) = (new AgentCrew(pods, time), new AgentLog(run.Progress.Say));
        var rungs = service.Ways.Rungs(crew, log, time);
        await new AgentReach(admin, Request.Service.Namespace).EnsureAsync(rungs, stop);
        var watch = service.Selector is { } selector ? PodWatch.Of(admin, Request.Service.Namespace, selector) : null;
        var ladder = new LadderBenchmark(rungs, profile, seed) { Watched = new WatchedRounds(watch) };
        try
        {
            await ladder.RunAsync(progress, stop);
        }
        finally
        {
            if (log.Rounds.Count > 0)
            {
                run.Folder.AddBenchmark(new BenchmarkResult
                {
                    Name = profile.Name,
                    Target = $"{Request.Service}, {Request.Method} {Request.Path}",
                    Comparisons = ladder.Compare(RungKind.Proxy.Name, RungKind.Direct.Name),
                    Ladder = ladder.Result,
                    Agents = AgentFigures.WithoutWays(fleet, crew, log, seed),
                    Started = started,
                    Duration = time.GetUtcNow() - started,
                });
            }
        }
    }
}
