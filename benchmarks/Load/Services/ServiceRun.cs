using Harness.Api;
using Harness.Clusters;
using Harness.Load.Ladder;
using Harness.Results;
using Harness.Runs;

namespace Harness.Load.Services;

/// <summary>
/// A service that is there already, through the API server's proxy and past it, as the kubeconfig's user. Nothing is made on the cluster.
/// </summary>
/// <param name="request">What is asked.</param>
/// <param name="profile">How long, and at how many connections.</param>
/// <param name="seed">Seed of the order and of the intervals.</param>
public sealed class ServiceRun(ServiceRequest request, LadderProfile profile, int seed)
{
    private RungSelection? _selection;
    private WatchedRounds _watched = new();

    /// <summary>A URL past the API server; null for none.</summary>
    public Uri? DirectUrl { get; init; }

    /// <summary>Whether nodes may be looked for, and called on the service's node port.</summary>
    public bool CallsNodes { get; init; }

    /// <summary>Looks for the service, and asks it once, before a run begins: what is wrong with it is no result.</summary>
    /// <exception cref="HarnessException">
    /// There is no such service (exit code 2), or it does not answer as the kubeconfig's user asks (exit code 3).
    /// </exception>
    public async Task PrepareAsync(ApiCaller caller, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var service = await FoundService.FindAsync(caller, request.Service, stop).ConfigureAwait(false);
        _watched = new WatchedRounds(service.Selector is { } selector
            ? PodWatch.Of(caller.Client, request.Service.Namespace, selector)
            : null);
        _selection = await RungsAsync(caller, service, stop).ConfigureAwait(false);
    }

    /// <summary>Measures, and keeps what was measured, however it ends. After <see cref="PrepareAsync"/>.</summary>
    public Task RunAsync(Run run, ApiCaller caller, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(caller);
        return run.Progress.StageAsync($"{profile.Name} benchmark of {request.Service}", async progress =>
        {
            var selection = _selection ?? throw new InvalidOperationException("not prepared");
            run.Folder.UpdateManifest(manifest => manifest with
            {
                Cluster = new ClusterFacts { Source = "existing", KubernetesVersion = caller.Version },
            });
            foreach (var skipped in selection.Skipped)
                run.Progress.Say($"  not measured: {skipped.Rung}; {skipped.Reason}");
            await MeasureAsync(run, selection, progress, stop);
        });
    }

    private async Task<RungSelection> RungsAsync(ApiCaller caller, FoundService service, CancellationToken stop)
    {
        var target = await ServiceProbe.AskAsync(caller, service, request, stop).ConfigureAwait(false);
        var route = new LoadRoute("", $"API server {caller.Api.Address.Authority}", target)
        {
            Caller = new KubeconfigCaller(caller),
        };
        var direct = await DirectAsync(caller, service, stop).ConfigureAwait(false);
        return RungSelection.Of(
            [
                direct is { Route: { } way } ? RungChoice.At(RungKind.Direct, way, new LocalLoadGenerator())
                    : RungChoice.None(RungKind.Direct, direct.Missing!),
                RungChoice.At(RungKind.Proxy, route, new LocalLoadGenerator()),
                RungChoice.At(RungKind.Again, route, new LocalLoadGenerator()),
            ],
            wanted: null);
    }

    private async Task<DirectWay> DirectAsync(ApiCaller caller, FoundService service, CancellationToken stop)
    {
        var way = DirectUrl is { } url ? DirectWay.To(url, request)
            : CallsNodes ? await DirectWay.ByNodeAsync(caller, service, request, stop).ConfigureAwait(false)
            : new DirectWay(
                null,
                "--agents N calls it from pods of the cluster, --direct node by its node port, --direct-url URL by another address");
        if (way.Route is not { } route)
            return way;
        var answer = await new LocalLoadGenerator().AskAsync(route.Target, ServiceProbe.Timeout, stop).ConfigureAwait(false);
        return answer.Status is >= 200 and < 300 and var status
            ? new DirectWay(route with { Target = route.Target with { ExpectedStatus = status } }, null)
            : new DirectWay(null, FormattableString.Invariant($"{route.Target} came back with {answer.Status}{answer.Error}"));
    }

    private async Task MeasureAsync(Run run, RungSelection selection, IProgress<string> progress, CancellationToken stop)
    {
        var started = TimeProvider.System.GetUtcNow();
        var ladder = new LadderBenchmark(selection.Rungs, profile, seed) { Watched = _watched };
        try
        {
            await ladder.RunAsync(progress, stop).ConfigureAwait(false);
        }
        finally
        {
            if (ladder.Result is { } measured)
            {
                run.Folder.AddBenchmark(new BenchmarkResult
                {
                    Name = profile.Name,
                    Target = $"{request.Service}, {request.Method} {request.Path}",
                    Comparisons = ladder.Compare(RungKind.Proxy.Name, RungKind.Direct.Name),
                    Ladder = measured with { Skipped = selection.Skipped },
                    Started = started,
                    Duration = TimeProvider.System.GetUtcNow() - started,
                });
            }
        }
    }
}
