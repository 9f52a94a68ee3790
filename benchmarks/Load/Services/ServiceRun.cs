using Harness.Api;
using Harness.Clusters;
using Harness.Load.Engine;
using Harness.Load.Ladder;
using Harness.Proxying;
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
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(10);
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
        var path = service.Url.PathAndQuery.TrimEnd('/') + request.Path;
        var target = request.On(await caller.TargetAsync(path, stop).ConfigureAwait(false));
        target = target with { ExpectedStatus = await StatusAsync(target, service, stop).ConfigureAwait(false) };
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

    /// <summary>The status that the service answers with through the proxy.</summary>
    /// <exception cref="HarnessException">None that could be measured; what came instead is told in the server's words.</exception>
    private static async Task<int> StatusAsync(HttpTarget target, FoundService service, CancellationToken stop)
    {
        var answer = await new LocalLoadGenerator().AskAsync(target, CheckTimeout, stop).ConfigureAwait(false);
        var what = $"{target.Method} {target.Url.PathAndQuery}";
        if (answer.Status is not { } status)
            throw HarnessException.Undecided($"nothing was measured: {what} could not be asked: {answer.Error}");
        var call = new CallEvidence { Method = target.Method.Method, Url = target.Url.PathAndQuery, Caller = "the kubeconfig's user" };
        var verdict = VerdictReader.Read(call, status, answer.Body);
        return verdict.Kind switch
        {
            VerdictKind.Allowed when status < 300 => status,
            VerdictKind.Forbidden => throw HarnessException.Undecided(
                $"nothing was measured: {what} is forbidden to the kubeconfig's user ({verdict}); grant it services/proxy by that name"),
            VerdictKind.Unauthenticated => throw HarnessException.Undecided(
                $"nothing was measured: the API server does not accept the kubeconfig's credentials ({status}); renew them"),
            _ => throw HarnessException.Undecided(
                FormattableString.Invariant($"nothing was measured: {what} came back with {status}, which is no answer to measure: ")
                + $"{RouteCheck.FirstPart(answer.Body)}; {service.Advice(status)}"),
        };
    }

    private async Task<DirectWay> DirectAsync(ApiCaller caller, FoundService service, CancellationToken stop)
    {
        var way = DirectUrl is { } url ? DirectWay.To(url, request)
            : CallsNodes ? await DirectWay.ByNodeAsync(caller, service, request, stop).ConfigureAwait(false)
            : new DirectWay(null, "--direct node calls the service's node port, --direct-url URL another address");
        if (way.Route is not { } route)
            return way;
        var answer = await new LocalLoadGenerator().AskAsync(route.Target, CheckTimeout, stop).ConfigureAwait(false);
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
