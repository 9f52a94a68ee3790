using Harness.Api;
using Harness.Load.Ladder;
using Harness.Waiting;
using Harness.Workloads;
using k8s.Autorest;

namespace Harness.Load.Alternatives;

/// <summary>
/// Makes the ways to one pod of hello-app. What is in the cluster goes with the workload's namespace; what runs here ends when this is
/// disposed of.
/// </summary>
internal sealed class AlternativeRungs(BenchWorkload workload, HelloRoutes routes) : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>A node port's rules lag behind its pods: a connection in between is never answered.</summary>
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(2);

    private readonly KubectlWays _kubectl = new(workload, routes);

    /// <summary>All ways, each answering, or with the reason why there is none.</summary>
    public async Task<IReadOnlyList<RungChoice>> AllAsync(CancellationToken stop)
    {
        var nginx = new NginxWays(workload);
        var made = await Task.WhenAll(
            MakeAsync(AlternativeKind.Nginx, nginx.OpenAsync, stop),
            MakeAsync(AlternativeKind.Guarded, nginx.GuardedAsync, stop),
            MakeAsync(AlternativeKind.Sidecar, nginx.SidecarAsync, stop),
            MakeAsync(AlternativeKind.Ingress, new IngressWay(workload).MakeAsync, stop),
            MakeAsync(AlternativeKind.PortForward, _kubectl.PortForwardAsync, stop),
            MakeAsync(AlternativeKind.KubectlProxy, _kubectl.ProxyAsync, stop)).ConfigureAwait(false);
        return
        [
            RungChoice.At(AlternativeKind.Direct, routes.Direct(RungKind.Direct.Name), workload.DirectGenerator),
            RungChoice.At(
                AlternativeKind.Proxy,
                routes.OnServer(RungKind.Proxy.Name, routes.Hello.Url.PathAndQuery, HelloWorkload.Greeting),
                new LocalLoadGenerator()),
            .. made,
        ];
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _kubectl.DisposeAsync();

    /// <summary>A way that cannot be made is left out, and says why: it is one of several.</summary>
    internal static async Task<RungChoice> MakeAsync(
        RungKind kind, Func<CancellationToken, Task<(LoadRoute Route, ILoadGenerator Generator)>> make, CancellationToken stop)
    {
        try
        {
            var (route, generator) = await make(stop).ConfigureAwait(false);
            await AnsweringAsync(kind, route, generator, stop).ConfigureAwait(false);
            return RungChoice.At(kind, route, generator);
        }
        catch (HarnessException missing)
        {
            return RungChoice.None(kind, missing.Message.ReplaceLineEndings("; "));
        }
        catch (HttpOperationException refused)
        {
            return RungChoice.None(
                kind,
                FormattableString.Invariant($"{refused.Request.Method} {refused.Request.RequestUri?.PathAndQuery} was answered ")
                + FormattableString.Invariant($"{(int)refused.Response.StatusCode}: {ApiServerStatus.WordsOf(refused.Response.Content)}"));
        }
    }

    private static Task<bool> AnsweringAsync(RungKind kind, LoadRoute route, ILoadGenerator generator, CancellationToken stop) =>
        new Condition($"{kind.Name} answers at {route.Target.Url}", Deadline).WaitAsync(
            async ct =>
            {
                var target = await route.TargetAsync(LongestLook, ct).ConfigureAwait(false);
                var answer = await generator.AskAsync(target, LongestLook, ct).ConfigureAwait(false);
                return answer.IsRightFor(target)
                    ? Seen.Met(true)
                    : Seen.NotYet<bool>(FormattableString.Invariant($"{answer.Status}{answer.Error}"));
            },
            stop);
}
