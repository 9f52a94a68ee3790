using Harness.Results;
using Harness.Runs;

namespace Harness.Load.Ladder;

/// <summary>The ladder on a cluster: hello-app, a consumer with just the grants it needs, and every way to get to it.</summary>
/// <param name="profile">How long, and at how many connections.</param>
/// <param name="seed">Seed of the order and of the intervals.</param>
public sealed class LadderRun(LadderProfile profile, int seed) : IRunStep
{
    /// <inheritdoc/>
    public Task RunAsync(Run run, CancellationToken stop) => run.Progress.StageAsync($"{profile.Name} benchmark", async progress =>
    {
        var workload = await BenchWorkload.DeployAsync(run.Session, HelloRungs.Grants, stop);
        try
        {
            var routes = await workload.RoutesAsync(2 * profile.Budget, stop);
            await MeasureAsync(run, new HelloRungs(routes, workload.DirectGenerator).All(), progress, stop);
        }
        finally
        {
            await workload.RemoveAsync();
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
