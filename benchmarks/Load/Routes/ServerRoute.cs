using Harness.Api;
using Harness.Load.Engine;

namespace Harness.Load;

/// <summary>A way that ends at the API server, or goes on from there.</summary>
internal static class ServerRoute
{
    /// <summary>The way.</summary>
    /// <param name="api">The API server.</param>
    /// <param name="name">Name of the route.</param>
    /// <param name="pathAndQuery">What is asked for, e.g. a service's proxy URL.</param>
    /// <param name="marker">Text that a correct answer holds.</param>
    /// <param name="caller">Who calls.</param>
    public static LoadRoute To(ApiServerAddress api, string name, string pathAndQuery, string marker, IRouteCaller caller) => new(
        name, $"API server {api.Address.Authority}", new HttpTarget(api.UrlOf(pathAndQuery), marker)
        {
            Authorities = api.Authorities,
            ServerName = api.ServerName,
        })
    {
        Caller = caller,
    };
}
