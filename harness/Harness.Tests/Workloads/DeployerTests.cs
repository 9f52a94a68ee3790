using Harness.Tests.Support;
using Harness.Tests.Waiting;
using Harness.Workloads;
using k8s.Models;

namespace Harness.Tests.Workloads;

internal sealed class DeployerTests
{
    private const string Pulling = """
        {"items":[{"metadata":{"name":"web-1"},"status":{"phase":"Pending","containerStatuses":[
          {"name":"app","state":{"running":{}}},
          {"name":"proxy","image":"docker.example/proxy:1","state":{"waiting":{"reason":"ErrImagePull","message":"no such host"}}}]}}]}
        """;

    [Test]
    public async Task Pods_that_do_not_get_an_image_name_it_once_a_registrys_hiccup_would_be_over()
    {
        using var api = new FakeApiServer(
            request => request.Path.EndsWith("/pods", StringComparison.Ordinal) ? ApiAnswer.Text(Pulling) : Made(request));
        using var admin = api.Client();
        var time = new HurriedTime();
        var started = time.GetUtcNow();

        var missing = await Should.ThrowAsync<ImagePullException>(
            () => new Deployer(admin) { Time = time }.DeployAsync(Deployment(), Service(), "team-a", [], default));

        missing.Image.ShouldBe("proxy:1");
        missing.Message.ShouldBe("the pods of team-a/web cannot get their image proxy:1: web-1 Pending (ErrImagePull: no such host)");
        (time.GetUtcNow() - started).TotalSeconds.ShouldBeInRange(20, 22);
        api.Seen.Where(request => request.Path.EndsWith("/pods", StringComparison.Ordinal)).Select(request => request.Query).Distinct()
            .ShouldBe(["?labelSelector=app=web&watch=false"]);
    }

    [Test]
    public async Task It_is_ready_when_as_many_endpoints_are_listed_as_it_has_replicas()
    {
        var listed = 0;
        using var api = new FakeApiServer(request => (request.Method, request.Path) switch
        {
            ("GET", var path) when path.EndsWith("/endpoints/web", StringComparison.Ordinal) => Endpoints(++listed),
            ("GET", _) => ApiAnswer.Text("""{"items":[]}"""),
            _ => Made(request),
        });
        using var admin = api.Client();

        var service = await new Deployer(admin) { Time = new HurriedTime() }.DeployAsync(Deployment(), Service(), "team-a", [], default);

        service.Pods.ShouldBe(new Dictionary<string, string> { ["web-1"] = "10.0.0.1", ["web-2"] = "10.0.0.2" });
        (service.Namespace, service.Name, service.ClusterUrl).ShouldBe(("team-a", "web", new Uri("http://10.43.0.7:80/")));
    }

    private static ApiAnswer? Made(ApiRequest request) => request.Method == "POST" ? ApiAnswer.Text(request.Body) : null;

    private static ApiAnswer Endpoints(int count)
    {
        var addresses = Enumerable.Range(1, count).Select(
            i => $$$"""{"ip":"10.0.0.{{{i}}}","targetRef":{"kind":"Pod","name":"web-{{{i}}}"}}""");
        return ApiAnswer.Text($$$"""{"subsets":[{"addresses":[{{{string.Join(',', addresses)}}}]}]}""");
    }

    private static V1Deployment Deployment() => new()
    {
        Metadata = new V1ObjectMeta { Name = "web" },
        Spec = new V1DeploymentSpec
        {
            Replicas = 2,
            Selector = new V1LabelSelector { MatchLabels = new Dictionary<string, string> { ["app"] = "web" } },
            Template = new V1PodTemplateSpec
            {
                Spec = new V1PodSpec
                {
                    Containers = [new V1Container { Name = "app", Image = "app:1" }, new V1Container { Name = "proxy", Image = "proxy:1" }],
                },
            },
        },
    };

    private static V1Service Service() => new()
    {
        Metadata = new V1ObjectMeta { Name = "web" },
        Spec = new V1ServiceSpec { ClusterIP = "10.43.0.7", Ports = [new V1ServicePort { Port = 80 }] },
    };
}
