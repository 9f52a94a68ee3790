using System.Net;
using System.Security.Cryptography.X509Certificates;
using Harness.Access;
using Harness.Clusters;
using Harness.Load.Engine;
using Harness.Rbac.Objects;
using Harness.Workloads;

namespace Harness.Load.Ladder;

/// <summary>
/// The ladder's rungs on a cluster: from a stub in this process over the node straight to hello-app up to the proxy over HTTP/2. The API
/// server's own answers between them tell what it costs to ask it at all.
/// </summary>
/// <param name="routes">The ways by the API server, and the direct one.</param>
/// <param name="direct">Where load on the direct one comes from.</param>
/// <param name="surroundings">What else the cluster offers.</param>
internal sealed class HelloRungs(HelloRoutes routes, ILoadGenerator direct, Surroundings surroundings)
{
    private readonly LocalLoadGenerator _local = new();

    /// <summary>What the consumer needs for all of them.</summary>
    public static IEnumerable<Grant> Grants(DeployedHello hello, Consumer consumer) =>
    [
        Grant.ServiceProxy(
            consumer, "consumer-proxy",
            [hello.Url.ResourceName, ByNumber(hello).ResourceName, AdmissionGuard.Url(hello).ResourceName], ["get"]),
        new(consumer.Namespace, "consumer-service", consumer, new RbacRule([""], ["services"], [hello.Name], ["get"])),
    ];

    /// <summary>Those that every cluster has: past its API server, its own answers, and the proxy.</summary>
    /// <param name="routes">The ways by the API server, and the direct one.</param>
    /// <param name="direct">Where load on the direct one comes from.</param>
    public static IReadOnlyList<RungChoice> Common(HelloRoutes routes, ILoadGenerator direct)
    {
        var (hello, local) = (routes.Hello, new LocalLoadGenerator());
        return
        [
            RungChoice.At(RungKind.Direct, routes.Direct(RungKind.Direct.Name), direct),
            OnServer(RungKind.Version, "/version", "gitVersion"),
            OnServer(RungKind.OneObject, $"/api/v1/namespaces/{hello.Namespace}/services/{hello.Name}", hello.Name),
            OnServer(RungKind.Proxy, hello.Url.PathAndQuery, HelloWorkload.Greeting),
        ];

        RungChoice OnServer(RungKind kind, string path, string marker) =>
            RungChoice.At(kind, routes.OnServer(kind.Name, path, marker), local);
    }

    /// <summary>All of them, in the order of the ladder, each with its way or the reason why it has none.</summary>
    public IReadOnlyList<RungChoice> All()
    {
        var hello = routes.Hello;
        var common = Common(routes, direct).ToDictionary(choice => choice.Kind);
        var proxy = common[RungKind.Proxy];
        return
        [
            Local(RungKind.Stub, "loopback", surroundings.Stub),
            surroundings.Pod is { } pod
                ? Local(RungKind.Pod, $"pod address {pod.Authority}", pod)
                : RungChoice.None(RungKind.Pod, "this host has no route to the pods' network"),
            common[RungKind.Direct],
            Https(),
            Published(),
            common[RungKind.Version],
            common[RungKind.OneObject],
            proxy,
            OnServer(RungKind.ByNumber, ByNumber(hello).PathAndQuery, HelloWorkload.Greeting),
            Like(proxy, RungKind.Connection, target => target with { KeepAlive = false }),
            Like(proxy, RungKind.Http2, target => target with { HttpVersion = HttpVersion.Version20 }),
            surroundings.Admission is { } reason
                ? RungChoice.None(RungKind.Admission, reason)
                : OnServer(RungKind.Admission, AdmissionGuard.Url(hello).PathAndQuery, HelloWorkload.Greeting),
            surroundings.Webhook.Url is { } judged
                ? OnServer(RungKind.Webhook, judged.PathAndQuery, HelloWorkload.Greeting)
                : RungChoice.None(RungKind.Webhook, surroundings.Webhook.Reason ?? "none was made"),
            Like(proxy, RungKind.Again, target => target),
        ];
    }

    private RungChoice Https()
    {
        if (surroundings.Direct.Kind != DirectRouteKind.Node || routes.Hello.HttpsNodePort is not { } port)
            return RungChoice.None(RungKind.Https, "this host reaches no node port");
        if (surroundings.Certificate is not { } certificate)
            return RungChoice.None(RungKind.Https, "the workload's image serves no HTTPS whose certificate could be verified");
        // It is its own authority, and names the pod.
        var target = new HttpTarget(new UriBuilder("https", surroundings.Direct.Host, port).Uri, HelloWorkload.Greeting)
        {
            Authorities = [certificate],
            ServerName = certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false),
        };
        return RungChoice.At(RungKind.Https, new LoadRoute("", surroundings.Direct.Description, target), _local);
    }

    private RungChoice Published()
    {
        if (surroundings.Direct.Kind == DirectRouteKind.Published)
            return RungChoice.None(RungKind.Published, "it is what \"direct\" goes over");
        return surroundings.Published is { } route && route.To(routes.Hello.NodePort ?? 0) is { } url
            ? Local(RungKind.Published, route.Description, url)
            : RungChoice.None(RungKind.Published, "no container engine publishes a port of the service");
    }

    private RungChoice Local(RungKind kind, string via, Uri url) =>
        RungChoice.At(kind, new LoadRoute("", via, new HttpTarget(url, HelloWorkload.Greeting)), _local);

    private RungChoice OnServer(RungKind kind, string path, string marker) =>
        RungChoice.At(kind, routes.OnServer(kind.Name, path, marker), _local);

    private static RungChoice Like(RungChoice other, RungKind kind, Func<HttpTarget, HttpTarget> change) =>
        RungChoice.At(kind, other.Rung!.Route with { Target = change(other.Rung.Route.Target) }, other.Rung.Generator);

    private static Proxying.ServiceProxyUrl ByNumber(DeployedHello hello) => hello.Url.WithPort(HelloWorkload.Port);
}
