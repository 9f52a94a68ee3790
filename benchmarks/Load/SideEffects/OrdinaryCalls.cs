using System.Collections.Concurrent;
using Harness.Access;
using Harness.Api;
using Harness.Load.Engine;
using Harness.Rbac.Objects;
using Harness.Results;

namespace Harness.Load.SideEffects;

/// <summary>
/// The ordinary calls on a cluster: what kubectl, controllers and kubelets do all day. Over connections of their own, with the credentials
/// of an identity of their own.
/// </summary>
internal sealed class OrdinaryCalls : IAsyncDisposable
{
    private readonly ApiServerAddress _api;
    private readonly string _ns;
    private readonly OrdinaryCaller _caller;
    private readonly HttpMessageInvoker _client;
    private readonly ObjectWatch _watch;
    private readonly ConcurrentQueue<int> _leases = new(Enumerable.Range(0, OrdinaryCall.MostAtOnce));

    /// <summary>Nothing is called yet.</summary>
    /// <param name="api">The API server.</param>
    /// <param name="ns">Namespace with the <see cref="CallObjects"/>.</param>
    /// <param name="caller">Who calls; to have credentials before a call is made.</param>
    public OrdinaryCalls(ApiServerAddress api, string ns, OrdinaryCaller caller)
    {
        (_api, _ns, _caller) = (api, ns, caller);
        _client = new HttpMessageInvoker(api.CreateHandler());
        var watched = Url($"api/v1/namespaces/{ns}/configmaps?watch=true&fieldSelector=metadata.name%3D{CallObjects.Watched}");
        _watch = new ObjectWatch(_client, watched, () => caller.Last);
    }

    /// <summary>Where they are made.</summary>
    public string Namespace => _ns;

    /// <summary>The calls, with how often each is made.</summary>
    public IReadOnlyList<OrdinaryCall> All =>
    [
        OrdinaryCall.Of(
            new OrdinaryCallFacts("get of one object", "GET of a Pod", 40),
            loop => new HttpStep(loop, Target($"api/v1/namespaces/{_ns}/pods/{CallObjects.Pod(0)}"))),
        OrdinaryCall.Of(
            new OrdinaryCallFacts("list of 500 pods", "LIST of a namespace with 500 Pods, none of them scheduled", 9),
            loop => new HttpStep(loop, Target($"api/v1/namespaces/{_ns}/pods?limit={CallObjects.Pods}"))),
        OrdinaryCall.Of(
            new OrdinaryCallFacts("watch delivery", "PATCH of a ConfigMap, until a watcher has received the update", 20),
            _ => new WatchDeliveryStep(
                _client, Url($"api/v1/namespaces/{_ns}/configmaps/{CallObjects.Watched}"), _caller.Last, _watch)),
        OrdinaryCall.Of(new OrdinaryCallFacts("lease renewal", "PUT of a Lease, as kubelets do every 10 s", 20), _ => Renewal()),
    ];

    /// <summary>What the caller needs.</summary>
    public static IReadOnlyList<Grant> Grants(Consumer caller) =>
    [
        new(caller.Namespace, "ordinary-pods", caller, new RbacRule([""], ["pods"], [], ["get", "list"])),
        new(caller.Namespace, "ordinary-configmaps", caller, new RbacRule([""], ["configmaps"], [], ["watch", "patch"])),
        new(caller.Namespace, "ordinary-leases", caller, new RbacRule(["coordination.k8s.io"], ["leases"], [], ["get", "update"])),
    ];

    /// <summary>Begins the watch.</summary>
    public Task BeginAsync(CancellationToken cancellationToken) => _watch.BeginAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync().ConfigureAwait(false);
        _client.Dispose();
    }

    private LeaseRenewalStep Renewal()
    {
        var number = _leases.TryDequeue(out var free) ? free : throw new InvalidOperationException("there are fewer leases than copies");
        var url = Url($"apis/coordination.k8s.io/v1/namespaces/{_ns}/leases/{CallObjects.Lease(number)}");
        return new LeaseRenewalStep(_client, url, _caller.Last, () => _leases.Enqueue(number));
    }

    private Uri Url(string path) => new(_api.Address, path);

    private HttpTarget Target(string path) => new(Url(path), "\"apiVersion\"")
    {
        Authorization = _caller.Last,
        Authorities = _api.Authorities,
        ServerName = _api.ServerName,
    };
}
