using System.Net;
using System.Net.Http.Headers;
using Harness.Access;
using Harness.Clusters;
using Harness.Load.Engine;
using Harness.Rbac.Objects;
using Harness.Runs;
using Harness.Workloads;

namespace Harness.Load.Ladder;

/// <summary>
/// The ladder's rungs on a cluster: from the node straight to hello-app up to the proxy over HTTP/2. The API server's own answers between
/// them tell what it costs to ask it at all.
/// </summary>
internal sealed class HelloRungs(HarnessSession session, DeployedHello hello)
{
    /// <summary>Name of the rung that the proxied figures are taken from.</summary>
    public const string Proxy = "proxy";

    /// <summary>Name of the shortest way.</summary>
    public const string Direct = "direct";

    private const string Version = "API server: /version";
    private const string OneObject = "API server: one object";

    /// <summary>What the consumer needs for all of them.</summary>
    public static IReadOnlyList<Grant> Grants(DeployedHello hello, Consumer consumer) =>
    [
        Grant.ServiceProxy(consumer, "consumer-proxy", [hello.Url.ResourceName, ByNumber(hello).ResourceName], ["get"]),
        new(consumer.Namespace, "consumer-service", consumer, new RbacRule([""], ["services"], [hello.Name], ["get"])),
    ];

    /// <summary>The rungs, with a consumer's credentials on those that go by the API server.</summary>
    public IReadOnlyList<LadderRung> All(string token)
    {
        var local = new LocalLoadGenerator();
        var api = session.Cluster.Api;
        return
        [
            new(DirectRoute(), session.Direct.Kind == DirectRouteKind.Pod ? new PodLoadGenerator(session, hello.Namespace) : local),
            OnServer(Version, Direct, "/version", "gitVersion"),
            OnServer(OneObject, Version, $"/api/v1/namespaces/{hello.Namespace}/services/{hello.Name}", hello.Name),
            OnServer(Proxy, OneObject, hello.Url.PathAndQuery, HelloWorkload.Greeting),
            OnServer("proxy: port by number", Proxy, ByNumber(hello).PathAndQuery, HelloWorkload.Greeting),
            OnServer("proxy: HTTP/2", Proxy, hello.Url.PathAndQuery, HelloWorkload.Greeting, HttpVersion.Version20),
            OnServer("proxy: once more", Proxy, hello.Url.PathAndQuery, HelloWorkload.Greeting) with { IsControl = true },
        ];

        LadderRung OnServer(string name, string against, string path, string marker, Version? version = null) => new(
            new LoadRoute(name, $"API server {api.Address.Authority}", new HttpTarget(new Uri(api.Address, path), marker)
            {
                Authorization = new AuthenticationHeaderValue("Bearer", token),
                Authorities = api.Authorities,
                ServerName = api.ServerName,
                HttpVersion = version ?? HttpVersion.Version11,
            }),
            local)
        {
            Against = against,
        };
    }

    private static Proxying.ServiceProxyUrl ByNumber(DeployedHello hello) => hello.Url.WithPort(HelloWorkload.Port);

    private LoadRoute DirectRoute()
    {
        var url = session.Direct.Kind == DirectRouteKind.Pod
            ? new UriBuilder("http", hello.ClusterAddress, HelloWorkload.Port).Uri
            : session.Direct.To(hello.NodePort!.Value)!;
        return new LoadRoute(Direct, session.Direct.Description, new HttpTarget(url, HelloWorkload.Greeting));
    }
}
