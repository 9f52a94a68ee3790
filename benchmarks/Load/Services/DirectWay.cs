using Harness.Api;
using Harness.Load.Engine;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Harness.Load.Services;

/// <summary>How a service is called past the API server, where somebody said that it may be.</summary>
/// <param name="Route">The way; null where there is none.</param>
/// <param name="Missing">Why there is none; null where there is one.</param>
internal sealed record DirectWay(LoadRoute? Route, string? Missing)
{
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(3);

    /// <summary>A URL that was given.</summary>
    public static DirectWay To(Uri url, ServiceRequest request) => new(
        new LoadRoute("", $"given address {url.Authority}", request.On(new HttpTarget(request.At(url), ""))), null);

    /// <summary>The service's node port, on the first node that answers there.</summary>
    public static async Task<DirectWay> ByNodeAsync(
        ApiCaller caller, FoundService service, ServiceRequest request, CancellationToken stop)
    {
        if (service.NodePort is not { } port)
            return new DirectWay(null, service.Unknown ?? "the service has no node port");
        try
        {
            var nodes = await caller.Client.CoreV1.ListNodeAsync(limit: 500, cancellationToken: stop).ConfigureAwait(false);
            foreach (var address in nodes.Items.SelectMany(AddressesOf).Distinct())
            {
                var target = new HttpTarget(request.At(new UriBuilder("http", address, port).Uri), "");
                // A HEAD changes nothing, and any answer says that the node is reached.
                var look = target with { Method = HttpMethod.Head };
                if ((await new LocalLoadGenerator().AskAsync(look, LongestLook, stop).ConfigureAwait(false)).Status is not null)
                    return new DirectWay(new LoadRoute("", $"node address {address}:{port}", request.On(target)), null);
            }

            return new DirectWay(null, "this host reaches no node on the service's node port");
        }
        catch (HttpOperationException refused)
        {
            return new DirectWay(null, $"nodes could not be listed ({(int)refused.Response.StatusCode} {refused.Response.StatusCode})");
        }
    }

    private static IEnumerable<string> AddressesOf(V1Node node) =>
        (node.Status.Addresses ?? []).Where(one => one.Type is "InternalIP" or "ExternalIP").Select(one => one.Address);
}
