using Harness.Api;
using Harness.Clusters;
using Harness.Load.Engine;
using Harness.Workloads;

namespace Harness.Load;

/// <summary>The ways to hello-app, and to the API server's own answers.</summary>
/// <param name="api">The API server.</param>
/// <param name="direct">The way past it.</param>
/// <param name="hello">The workload.</param>
/// <param name="caller">The consumer, on each way that goes by the API server and on no other.</param>
public sealed class HelloRoutes(ApiServerAddress api, DirectRoute direct, DeployedHello hello, IRouteCaller caller)
{
    /// <summary>The workload.</summary>
    public DeployedHello Hello => hello;

    /// <summary>Straight to it: by its node port, or by the service's own address where only pods reach it.</summary>
    /// <param name="name">Name of the route.</param>
    public LoadRoute Direct(string name)
    {
        var url = direct.Kind == DirectRouteKind.Pod
            ? new UriBuilder("http", hello.ClusterAddress, HelloWorkload.Port).Uri
            : direct.To(hello.NodePort!.Value)!;
        return new LoadRoute(name, direct.Description, new HttpTarget(url, HelloWorkload.Greeting));
    }

    /// <summary>By the API server.</summary>
    /// <param name="name">Name of the route.</param>
    /// <param name="pathAndQuery">What is asked for, e.g. the service's proxy URL.</param>
    /// <param name="marker">Text that a correct answer holds.</param>
    public LoadRoute OnServer(string name, string pathAndQuery, string marker) =>
        ServerRoute.To(api, name, pathAndQuery, marker, caller);
}
