using System.Net;
using System.Text.Json;
using Harness.Clusters;
using Harness.Tests.Support;
using Harness.Workloads;

namespace Harness.Tests.Workloads;

internal sealed class HelloDeployerTests
{
    private const string Endpoints = """{"subsets":[{"addresses":[{"ip":"10.42.0.7","targetRef":{"kind":"Pod","name":"hello-app-1"}}]}]}""";
    private static readonly HelloWorkload Exposed = HelloWorkload.Standard().ReachedBy(DirectRoute.Node("node"));
    private static readonly HelloImageChoice Image = HelloImageChoice.Other("registry.example/hello:1");

    [Test]
    public async Task It_is_ready_when_its_endpoint_is_listed_and_its_pod_has_answered()
    {
        var (listed, answered) = (0, 0);
        using var api = new FakeApiServer(request => Kind(request) switch
        {
            "endpoints" when ++listed < 2 => null,
            "endpoints" => ApiAnswer.Text(Endpoints),
            "proxy" => ApiAnswer.Text(++answered < 2 ? "not yet" : "Hello, world!\n"),
            "pods" or "deployments" when request.Method == "GET" => ApiAnswer.Text("""{"items":[]}"""),
            _ => ApiAnswer.Text(request.Body),
        });

        var hello = await DeployAsync(api, HelloWorkload.Standard(), []);

        (hello.Namespace, hello.Name).ShouldBe(("team-a", "hello-app"));
        hello.Pods.ShouldBe(new Dictionary<string, string> { ["hello-app-1"] = "10.42.0.7" });
        (listed, answered).ShouldBe((2, 2));
        api.Calls.ShouldContain("GET /api/v1/namespaces/team-a/pods/hello-app-1:8080/proxy/");
    }

    [Test]
    public async Task The_first_free_one_of_the_node_ports_is_taken()
    {
        using var api = new FakeApiServer(request => Kind(request) switch
        {
            "services" when NodePort(request) < 30082 => Taken(),
            "endpoints" => ApiAnswer.Text(Endpoints),
            "proxy" => ApiAnswer.Text("Hello, world!\n"),
            _ => ApiAnswer.Text(request.Body),
        });

        (await DeployAsync(api, Exposed, [30080, 30081, 30082, 30083])).NodePort.ShouldBe(30082);
    }

    [Test]
    public async Task Node_ports_that_are_all_taken_are_named_and_nothing_is_deployed()
    {
        using var api = new FakeApiServer(_ => Taken());

        var failure = await Should.ThrowAsync<HarnessException>(() => DeployAsync(api, Exposed, [30080, 30081]));

        failure.Message.ShouldBe("all node ports that this host reaches are taken: 30080, 30081");
        api.Calls.ShouldAllBe(call => call.EndsWith("/services", StringComparison.Ordinal));
    }

    [Test]
    public async Task A_headless_service_takes_no_node_port()
    {
        using var api = new FakeApiServer(request => Kind(request) switch
        {
            "endpoints" => ApiAnswer.Text(Endpoints),
            "proxy" => ApiAnswer.Text("Hello, world!\n"),
            _ => ApiAnswer.Text(request.Body),
        });

        var hello = await DeployAsync(api, HelloWorkload.Headless(replicas: 1), [30080]);

        (hello.NodePort, hello.ClusterAddress).ShouldBe((null, null));
    }

    private static async Task<DeployedHello> DeployAsync(FakeApiServer api, HelloWorkload workload, IReadOnlyList<int> nodePorts)
    {
        using var admin = api.Client();
        return await new HelloDeployer(admin, Image).DeployAsync(workload, "team-a", nodePorts, CancellationToken.None);
    }

    private static string Kind(ApiRequest request) =>
        request.Path.EndsWith("/proxy/", StringComparison.Ordinal)
            ? "proxy"
            : request.Path.Split('/').SkipWhile(part => part != "team-a").ElementAt(1);

    private static int NodePort(ApiRequest request) =>
        JsonDocument.Parse(request.Body).RootElement.GetProperty("spec").GetProperty("ports")[0].GetProperty("nodePort").GetInt32();

    private static ApiAnswer Taken() =>
        ApiAnswer.Failure(
            HttpStatusCode.UnprocessableEntity, "Invalid", "spec.ports[0].nodePort: Invalid value: provided port is already allocated");
}
