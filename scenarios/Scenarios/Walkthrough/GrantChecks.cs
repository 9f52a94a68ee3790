using Harness.Proxying;
using Harness.Scenarios.Running;
using Harness.Workloads;

namespace Harness.Scenarios.Walkthrough;

/// <summary>The checks of the walkthrough's grant, apart from the grant itself, so that they can run on broken grants too.</summary>
internal static class GrantChecks
{
    private const string Doors = "What the grant opens (get on services/proxy, resourceNames hello-app)";

    /// <summary>C10 to C12, from the first deployment to the last shut door.</summary>
    /// <returns>The namespaces used.</returns>
    public static async Task<IReadOnlyList<string>> AllAsync(Scenario s)
    {
        var hello = await s.HelloAppAsync();
        var neighbour = await s.HelloAppAsync("hello-neighbour");
        var namesake = await s.HelloAppAsync(ns: await s.AnotherNamespaceAsync("elsewhere"));
        var consumer = await s.ConsumerAsync("consumer");
        var client = await s.ClientForAsync(consumer);

        await NothingIsOpenAsync(s, client, hello);
        await s.GrantAsync(consumer, [hello.Name], "get");
        // The control: a token that does not work at all would find every door shut.
        await TheGrantedCallIsAnsweredAsync(s, client, hello);
        await EveryOtherDoorIsShutAsync(s, client, hello, neighbour, namesake);
        return [hello.Namespace, namesake.Namespace];
    }

    /// <summary>C10: 403 with the authorizer's whole sentence.</summary>
    public static async Task NothingIsOpenAsync(Scenario s, ServiceProxyClient client, DeployedHello hello)
    {
        var user = $"system:serviceaccount:{hello.Namespace}:{client.Caller}";
        var answer = await client.CallAsync(HttpMethod.Get, hello.Url, s.Stop);
        s.Seen.ExpectForbidden(
            "a call without a role",
            answer.Verdict,
            $"services \"hello-app\" is forbidden: User \"{user}\" cannot get resource \"services/proxy\" in API group \"\" "
            + $"in the namespace \"{hello.Namespace}\"");
    }

    /// <summary>C11: the application's answer, through the proxy.</summary>
    public static async Task TheGrantedCallIsAnsweredAsync(Scenario s, ServiceProxyClient client, DeployedHello hello)
    {
        var answer = await client.CallAsync(HttpMethod.Get, hello.Url, s.Stop);
        s.Seen.ExpectAnswer("a call with the role: greeting", answer, "Hello, world!");
        s.Seen.ExpectAnswer("a call with the role: version", answer, "Version: 1.0.0");
        s.Seen.ExpectAnswer("a call with the role: hostname", answer, $"Hostname: {hello.Pods.Keys.Single()}");
    }

    /// <summary>C12: other services, namespaces, spellings, methods and resources stay shut.</summary>
    public static async Task EveryOtherDoorIsShutAsync(
        Scenario s, ServiceProxyClient client, DeployedHello hello, DeployedHello neighbour, DeployedHello namesake)
    {
        var pod = hello.Pods.Keys.First();
        var ns = $"/api/v1/namespaces/{hello.Namespace}";
        (string Door, HttpMethod Method, string Path)[] doors =
        [
            ("another service's proxy", HttpMethod.Get, neighbour.Url.PathAndQuery),
            ("the same name in another namespace", HttpMethod.Get, namesake.Url.PathAndQuery),
            ("a service that does not exist", HttpMethod.Get, ServiceProxyUrl.For(hello.Namespace, "no-such-service").PathAndQuery),
            ("spelled hello-app:", HttpMethod.Get, hello.Url.WithPort("").PathAndQuery),
            ("spelled hello-app:8080", HttpMethod.Get, hello.Url.WithPort(8080).PathAndQuery),
            ("spelled http:hello-app:8080", HttpMethod.Get, hello.Url.WithScheme("http").WithPort(8080).PathAndQuery),
            ("spelled https:hello-app:8443", HttpMethod.Get, hello.Url.WithScheme("https").WithPort(8443).PathAndQuery),
            ("POST to the granted service", HttpMethod.Post, hello.Url.PathAndQuery),
            ("get the Service object", HttpMethod.Get, $"{ns}/services/hello-app"),
            ("list services", HttpMethod.Get, $"{ns}/services"),
            ("list pods", HttpMethod.Get, $"{ns}/pods"),
            ("list secrets", HttpMethod.Get, $"{ns}/secrets"),
            ("the pod's own proxy", HttpMethod.Get, $"{ns}/pods/{pod}:8080/proxy/"),
            ("exec in the pod", HttpMethod.Post, $"{ns}/pods/{pod}/exec?command=id&stdout=true"),
            ("a node's proxy", HttpMethod.Get, "/api/v1/nodes/no-such-node/proxy/"),
        ];
        s.Seen.ExpectCell(
            Doors, "the granted service", "verdict", VerdictKind.Allowed, await VerdictAsync(HttpMethod.Get, hello.Url.PathAndQuery));
        foreach (var (door, method, path) in doors)
            s.Seen.ExpectCell(Doors, door, "verdict", VerdictKind.Forbidden, await VerdictAsync(method, path));

        async Task<Verdict> VerdictAsync(HttpMethod method, string path) => (await client.CallAsync(method, path, s.Stop)).Verdict;
    }
}
