using System.Net;
using Harness.Access;
using Harness.Rbac.Objects;
using Harness.Workloads;

namespace Harness.Load.Ladder;

/// <summary>
/// The ladder's rungs on a cluster: from the node straight to hello-app up to the proxy over HTTP/2. The API server's own answers between
/// them tell what it costs to ask it at all.
/// </summary>
/// <param name="routes">The ways.</param>
/// <param name="direct">Where load on the direct one comes from.</param>
internal sealed class HelloRungs(HelloRoutes routes, ILoadGenerator direct)
{
    /// <summary>Name of the rung that the proxied figures are taken from.</summary>
    public const string Proxy = "proxy";

    /// <summary>Name of the shortest way.</summary>
    public const string Direct = "direct";

    private const string Version = "API server: /version";
    private const string OneObject = "API server: one object";

    private readonly LocalLoadGenerator _local = new();

    /// <summary>What the consumer needs for all of them.</summary>
    public static IEnumerable<Grant> Grants(DeployedHello hello, Consumer consumer) =>
    [
        Grant.ServiceProxy(consumer, "consumer-proxy", [hello.Url.ResourceName, ByNumber(hello).ResourceName], ["get"]),
        new(consumer.Namespace, "consumer-service", consumer, new RbacRule([""], ["services"], [hello.Name], ["get"])),
    ];

    /// <summary>The rungs, each after the one that it is compared with.</summary>
    public IReadOnlyList<LadderRung> All()
    {
        var hello = routes.Hello;
        var proxy = OnServer(Proxy, OneObject, hello.Url.PathAndQuery, HelloWorkload.Greeting);
        return
        [
            new(routes.Direct(Direct), direct),
            OnServer(Version, Direct, "/version", "gitVersion"),
            OnServer(OneObject, Version, $"/api/v1/namespaces/{hello.Namespace}/services/{hello.Name}", hello.Name),
            proxy,
            OnServer("proxy: port by number", Proxy, ByNumber(hello).PathAndQuery, HelloWorkload.Greeting),
            proxy.As("proxy: HTTP/2", target => target with { HttpVersion = HttpVersion.Version20 }),
            proxy.As("proxy: once more", target => target) with { IsControl = true },
        ];
    }

    private LadderRung OnServer(string name, string against, string path, string marker) =>
        new(routes.OnServer(name, path, marker), _local) { Against = against };

    private static Proxying.ServiceProxyUrl ByNumber(DeployedHello hello) => hello.Url.WithPort(HelloWorkload.Port);
}
