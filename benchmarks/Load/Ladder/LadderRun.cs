using Harness.Runs;
using Harness.Workloads;

namespace Harness.Load.Ladder;

/// <summary>The ladder on a cluster: hello-app, a consumer with just the grants it needs, and every way to get to it.</summary>
/// <param name="profile">How long, and at how many connections.</param>
/// <param name="seed">Seed of the order and of the intervals.</param>
public sealed class LadderRun(LadderProfile profile, int seed) : IRunStep
{
    /// <summary>The rungs that are measured, where the cluster has them; null for all.</summary>
    public IReadOnlyList<RungKind>? Rungs { get; init; }

    /// <inheritdoc/>
    public Task RunAsync(Run run, CancellationToken stop) => run.Progress.StageAsync($"{profile.Name} benchmark", async progress =>
    {
        await using var stub = new StubServer();
        var published = await Surroundings.PublishedAsync(run.Session, stop);
        var workload = await BenchWorkload.DeployAsync(
            run.Session, HelloWorkload.Standard().WithNamedPorts(), (published ?? run.Session.Direct).NodePorts, HelloRungs.Grants, stop);
        try
        {
            var routes = await workload.RoutesAsync(2 * profile.Budget, stop);
            var surroundings = await Surroundings.FindAsync(workload, stub.Url, published, stop);
            var selection = RungSelection.Of(new HelloRungs(routes, workload.DirectGenerator, surroundings).All(), Rungs);
            await new LadderSeries(profile, seed, selection, Bodies(workload, routes)).RunAsync(run, progress, stop);
        }
        finally
        {
            await workload.RemoveAsync();
        }
    });

    /// <summary>Where both ways are measured, and by the image built here: others answer with one size alone.</summary>
    private IReadOnlyList<LadderRung> Bodies(BenchWorkload workload, HelloRoutes routes) =>
        workload.Session.Image.IsOurs && (Rungs is null || (Rungs.Contains(RungKind.Direct) && Rungs.Contains(RungKind.Proxy)))
            ? BodyRungs.Of(routes, workload.DirectGenerator, profile.Bodies)
            : [];
}
