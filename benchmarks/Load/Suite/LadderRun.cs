using Harness.Load.Alternatives;
using Harness.Load.Ladder;
using Harness.Runs;
using Harness.Workloads;

namespace Harness.Load.Suite;

/// <summary>The ladder on a cluster: hello-app, a consumer with just the grants it needs, and every way to get to it.</summary>
/// <param name="profile">How long, and at how many connections.</param>
/// <param name="seed">Seed of the order and of the intervals.</param>
public sealed class LadderRun(LadderProfile profile, int seed) : IRunStep
{
    /// <summary>The rungs that are measured, where the cluster has them; null for all, empty for none.</summary>
    public IReadOnlyList<RungKind>? Rungs { get; init; }

    /// <summary>Whether the ways that people use instead of the proxy are measured, too.</summary>
    public bool HasAlternatives { get; init; } = true;

    /// <inheritdoc/>
    public Task RunAsync(Run run, CancellationToken stop) => run.Progress.StageAsync($"{profile.Name} benchmark", async progress =>
    {
        await using var stub = new StubServer();
        var published = await Surroundings.PublishedAsync(run.Session, stop);
        var workload = await BenchWorkload.DeployAsync(
            run.Session, HelloWorkload.Standard().WithNamedPorts(), (published ?? run.Session.Direct).NodePorts, HelloRungs.Grants, stop);
        try
        {
            var routes = workload.Routes(2 * profile.Budget);
            var surroundings = await Surroundings.FindAsync(workload, stub.Url, published, stop);
            var selection = Rungs is { Count: 0 }
                ? RungSelection.None
                : RungSelection.Of(new HelloRungs(routes, workload.DirectGenerator, surroundings).All(), Rungs);
            var alternatives = HasAlternatives ? new AlternativeSeries(profile, seed, workload, routes) : null;
            await new LadderSeries(profile, seed, selection, Bodies(workload, routes), alternatives)
            {
                Watched = workload.Watched(),
            }.RunAsync(run, progress, stop);
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
