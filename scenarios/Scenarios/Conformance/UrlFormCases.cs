using Harness.Rbac.Objects;
using Harness.Scenarios.Running;
using Harness.Workloads;
using k8s.Models;

namespace Harness.Scenarios.Conformance;

/// <summary>
/// Ways to write a service's URL. The segment is <c>[scheme:]name[:port]</c>; a port is a number, which the Service must declare,
/// or the name of a port in its Endpoints; without one it is the empty name (source: pkg/registry/core/service/storage,
/// ResourceLocation; k8s.io/apimachinery/pkg/util/net, SplitSchemeNamePort).
/// </summary>
public static class UrlFormCases
{
    private const string Plain = "hello-app";
    private const string Named = "hello-named";
    private const string Two = "hello-two";

    public static IReadOnlyList<ProxyCase> All { get; } =
    [
        Bare("GET", "", "301 to the same with a slash"),
        Bare("HEAD", "", "301 to the same with a slash"),
        Bare("GET", "?a=1", "301 to the same with a slash and the query"),
        Bare("POST", "", ((Expectation)"301 to the same with a slash").Since(KubernetesChanges.OnlyReadsAreRedirected, Words.Greeting)),
        Form(Plain, Words.Greeting),
        Form($"{Plain}:", Words.Greeting),
        Form($"{Plain}:8080", Words.Greeting),
        Form($"{Plain}%3A8080", Words.Greeting),
        Form($"http:{Plain}:", Words.Greeting),
        Form($"http:{Plain}:8080", Words.Greeting),
        Form($"{Plain}:8081", "503 ServiceUnavailable: no service port 8081 found", "no service port 8081 found"),
        Form($"https:{Plain}:8080", Words.Unreachable, Words.UnreachablePhrase),
        Form($"ftp:{Plain}:8080", "400 BadRequest: invalid service request", "invalid service request"),
        Form($"{Plain}:8080:1", "400 BadRequest: invalid service request", "invalid service request"),
        // Two parts are a name and a port, so this is a service named http.
        Form($"http:{Plain}", "404 NotFound: not found", "not found"),
        Form($"{Named}:web", Words.Greeting),
        Form($"{Named}:80", Words.Greeting),
        Form(Named, Words.NoEndpoints, Words.NoEndpointsPhrase),
        Form($"{Named}:http", Words.NoEndpoints, Words.NoEndpointsPhrase),
        Form($"{Named}:8080", "503 ServiceUnavailable: no service port 8080 found", "no service port 8080 found"),
        Form($"{Two}:plain", Words.Greeting),
        Form($"{Two}:80", Words.Greeting),
        Form($"https:{Two}:tls", Words.Greeting),
        Form($"https:{Two}:443", Words.Greeting),
        Form($"{Two}:443", Words.Unreachable, Words.UnreachablePhrase),
        Form($"https:{Two}:", Words.NoEndpoints, Words.NoEndpointsPhrase),
    ];

    /// <summary>Adds services to hello-app's own, which has a single unnamed port, and a pod with named ports behind them.</summary>
    public static async Task PrepareAsync(Scenario s, ProxiedHello hello)
    {
        var ns = hello.Workload.Namespace;
        await BarePods.CreateAsync(s, ns, "hello-ports", container =>
        {
            container.Ports =
            [
                new V1ContainerPort { Name = "http", ContainerPort = 8080 },
                new V1ContainerPort { Name = "https", ContainerPort = 8443 },
            ];
            container.ReadinessProbe = Readiness.Http(8443, scheme: "HTTPS"); // it listens there last
        });
        await BarePods.ServeAsync(s, ns, Named, "hello-ports", new V1ServicePort { Name = "web", Port = 80, TargetPort = "http" });
        await BarePods.ServeAsync(
            s, ns, Two, "hello-ports",
            new V1ServicePort { Name = "plain", Port = 80, TargetPort = 8080 },
            new V1ServicePort { Name = "tls", Port = 443, TargetPort = "https" });
        await ServiceEndpoints.WaitAsync(s, ns, Named, ready: 1);
        await ServiceEndpoints.WaitAsync(s, ns, Two, ready: 1);
    }

    private static ProxyCase Form(string segment, Expectation expected, string phrase = Words.GreetingPhrase) =>
        ProxyCase.Root(segment, $"{segment}/proxy/", expected, phrase);

    private static ProxyCase Bare(string method, string query, Expectation expected) =>
        new($"{method} {Plain}/proxy{query}", expected, hello => BareAsync(hello, method, query));

    private static async Task<string> BareAsync(ProxiedHello hello, string method, string query)
    {
        var answer = await hello.CallAsync(method, query);
        if (answer.Status != 301)
            return answer.Says();
        return answer.Header("Location") switch
        {
            var location when location == $"{hello.Prefix}/" => "301 to the same with a slash",
            var location when location == $"{hello.Prefix}/{query}" => "301 to the same with a slash and the query",
            var location => $"301 to {location}",
        };
    }
}
