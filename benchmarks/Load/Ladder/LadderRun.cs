using Harness.Access;
using Harness.Results;
using Harness.Runs;
using Harness.Workloads;

namespace Harness.Load.Ladder;

/// <summary>The ladder on a cluster: hello-app, a consumer with just the grants it needs, and every way to get to it.</summary>
/// <param name="profile">How long, and at how many connections.</param>
/// <param name="seed">Seed of the order and of the intervals.</param>
public sealed class LadderRun(LadderProfile profile, int seed) : IRunStep
{
    /// <inheritdoc/>
    public Task RunAsync(Run run, CancellationToken stop) => run.Progress.StageAsync($"{profile.Name} benchmark", async progress =>
    {
        var session = run.Session;
        var ns = await session.Namespaces.CreateAsync("bench", stop);
        try
        {
            var hello = await session.Deployer.DeployAsync(
                HelloWorkload.Standard().ReachedBy(session.Direct), ns, session.Direct.NodePorts, stop);
            await DirectReadiness.WaitAsync(session.Direct, hello, stop);
            var consumer = await session.Consumers.CreateAsync(ns, "consumer", stop);
            foreach (var grant in HelloRungs.Grants(hello, consumer))
                await session.Grants.ApplyAsync(grant, stop);
            var token = await session.Consumers.RequestTokenAsync(
                consumer, ConsumerProvisioner.ShortestLifetime + (2 * profile.Budget), [], stop);
            await MeasureAsync(run, new HelloRungs(session, hello).All(token.Reveal()), progress, stop);
        }
        finally
        {
            await session.Namespaces.DeleteAsync(ns, session.Cluster.Lost);
        }
    });

    /// <summary>However it ends, what was measured is kept.</summary>
    private async Task MeasureAsync(Run run, IReadOnlyList<LadderRung> rungs, IProgress<string> progress, CancellationToken stop)
    {
        var (started, benchmark) = (TimeProvider.System.GetUtcNow(), new LadderBenchmark(rungs, profile, seed));
        var cluster = run.Session.Cluster;
        var processors = new ProcessorBenchmark(
            [.. rungs.Where(rung => !rung.IsControl)], ct => NodeProcessors.ReadAsync(cluster, ct), seed);
        IReadOnlyList<ProcessorCost> costs = [];
        try
        {
            await benchmark.RunAsync(progress, stop);
            costs = await processors.RunAsync(progress, stop);
        }
        finally
        {
            if (benchmark.Result is { } ladder)
            {
                run.Folder.AddBenchmark(new BenchmarkResult
                {
                    Name = profile.Name,
                    Target = "hello-app, 1 replica, GET /",
                    Comparisons = benchmark.Compare(HelloRungs.Proxy, HelloRungs.Direct),
                    Ladder = ladder with { Processors = costs },
                    Started = started,
                    Duration = TimeProvider.System.GetUtcNow() - started,
                });
            }
        }
    }
}
