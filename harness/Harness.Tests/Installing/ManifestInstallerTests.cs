using System.Net;
using Harness.Api;
using Harness.Installing;
using Harness.Tests.Support;
using Harness.Tests.Waiting;

namespace Harness.Tests.Installing;

internal sealed class ManifestInstallerTests
{
    private const string Ours = """{"metadata":{"labels":{"harness/run":"run-1"}},"spec":{"replicas":1},"status":{"readyReplicas":1}}""";
    private static readonly RunMark Mark = new("run-1");
    private static readonly ManifestFile Manifest = ManifestFile.Parse("c.yaml", """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: controller, namespace: edge}
        ---
        apiVersion: networking.k8s.io/v1
        kind: IngressClass
        metadata: {name: edge}
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: edge}
        """);

    [Test]
    public async Task Namespaces_come_first_and_all_of_it_is_removed_the_last_first()
    {
        var gone = false;
        using var api = new FakeApiServer(request => Known(request) ?? (request.Method, request.Path) switch
        {
            ("DELETE", "/api/v1/namespaces/edge") => Removed(ref gone),
            ("GET", "/api/v1/namespaces/edge") => gone ? null : ApiAnswer.Text(Ours),
            _ => ApiAnswer.Text(Ours),
        });
        using var admin = api.Client();
        var installer = new ManifestInstaller(admin, Manifest, Mark) { Time = new HurriedTime() };

        await installer.InstallAsync(default);
        await installer.RemoveAsync(default);

        api.Calls.Where(call => !call.StartsWith("GET", StringComparison.Ordinal)).ShouldBe(
        [
            "POST /api/v1/namespaces", "POST /apis/apps/v1/namespaces/edge/deployments", "POST /apis/networking.k8s.io/v1/ingressclasses",
            "DELETE /apis/networking.k8s.io/v1/ingressclasses/edge", "DELETE /apis/apps/v1/namespaces/edge/deployments/controller",
            "DELETE /api/v1/namespaces/edge",
        ]);
    }

    [Test]
    public async Task A_rejected_object_is_named_with_the_reason_and_only_what_was_made_is_removed()
    {
        var looks = 0;
        using var api = new FakeApiServer(request => Known(request) ?? (request.Method, request.Path) switch
        {
            ("POST", "/apis/apps/v1/namespaces/edge/deployments") => ApiAnswer.Failure(
                HttpStatusCode.UnprocessableEntity, "Invalid", "spec.selector: Required value"),
            ("GET", "/api/v1/namespaces/edge") => Once(ref looks) ? ApiAnswer.Text(Ours) : null,
            _ => ApiAnswer.Text(Ours),
        });
        using var admin = api.Client();
        var installer = new ManifestInstaller(admin, Manifest, Mark) { Time = new HurriedTime() };

        var rejected = await Should.ThrowAsync<InstallationException>(() => installer.InstallAsync(default));
        await installer.RemoveAsync(default);

        rejected.Message.ShouldBe("Deployment edge/controller of c.yaml was rejected by the API server: 422 spec.selector: Required value");
        api.Calls.Where(call => call.StartsWith("DELETE", StringComparison.Ordinal)).ShouldBe(["DELETE /api/v1/namespaces/edge"]);
    }

    [Test]
    public async Task Pods_that_do_not_get_ready_are_told_of_with_their_events()
    {
        using var api = new FakeApiServer(request => Known(request) ?? (request.Method, request.Path) switch
        {
            ("GET", "/apis/apps/v1/namespaces/edge/deployments/controller") =>
                ApiAnswer.Text("""{"spec":{"replicas":2},"status":{"readyReplicas":1}}"""),
            ("GET", "/api/v1/namespaces/edge/events") => ApiAnswer.Text("""
                {"items":[
                  {"type":"Warning","reason":"Failed","message":"image not found","involvedObject":{"name":"controller-1"}},
                  {"type":"Warning","reason":"Failed","message":"image not found","involvedObject":{"name":"controller-1"}},
                  {"type":"Normal","reason":"Pulled","message":"of somebody else","involvedObject":{"name":"other"}}]}
                """),
            _ => ApiAnswer.Text("{}"),
        });
        using var admin = api.Client();

        var late = await Should.ThrowAsync<HarnessException>(
            () => new ManifestInstaller(admin, Manifest, Mark) { Time = new HurriedTime() }.InstallAsync(default));

        late.Message.ShouldBe("""
            what c.yaml installs did not become ready: not within 120 s: Deployment edge/controller is ready; last seen: 1 of 2 pods
            events of Deployment edge/controller:
              Warning Failed: image not found
            """);
    }

    [Test]
    public async Task What_is_not_removed_is_named_and_all_else_is_removed()
    {
        var looks = 0;
        using var api = new FakeApiServer(request => Known(request) ?? (request.Method, request.Path) switch
        {
            ("GET", "/api/v1/namespaces/edge") => Once(ref looks) ? ApiAnswer.Text(Ours) : null,
            ("DELETE", "/apis/networking.k8s.io/v1/ingressclasses/edge") =>
                ApiAnswer.Failure(HttpStatusCode.Forbidden, "Forbidden", "may not"),
            _ => ApiAnswer.Text(Ours),
        });
        using var admin = api.Client();
        var installer = new ManifestInstaller(admin, Manifest, Mark) { Time = new HurriedTime() };
        await installer.InstallAsync(default);

        var left = await Should.ThrowAsync<HarnessException>(() => installer.RemoveAsync(default));

        left.Message.ShouldBe("not all of c.yaml was removed: IngressClass edge: 403 may not");
        api.Calls.ShouldContain("DELETE /api/v1/namespaces/edge");
    }

    [Test]
    public async Task A_kind_that_the_cluster_does_not_know_is_named()
    {
        using var api = new FakeApiServer(request => Known(request));
        using var admin = api.Client();
        var manifest = ManifestFile.Parse("c.yaml", "apiVersion: example.com/v1\nkind: Gadget\nmetadata: {name: a}");

        var unknown = await Should.ThrowAsync<HarnessException>(
            () => new ManifestInstaller(admin, manifest, Mark) { Time = new HurriedTime() }.InstallAsync(default));

        unknown.Message.ShouldBe(
            "Gadget a of c.yaml cannot be made: "
            + "not within 30 s: the API server knows the kind example.com/v1 Gadget; last seen: it does not");
    }

    [Test]
    public async Task Each_object_and_its_pods_have_the_runs_mark()
    {
        using var api = new FakeApiServer(request => Known(request) ?? ApiAnswer.Text(Ours));
        using var admin = api.Client();
        var manifest = ManifestFile.Parse("c.yaml", """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: controller, namespace: edge, labels: {app: edge}}
            spec: {template: {metadata: {labels: {app: edge}}, spec: {}}}
            """);

        await new ManifestInstaller(admin, manifest, Mark) { Time = new HurriedTime() }.InstallAsync(default);

        var made = ManifestFile.Parse("sent", api.Seen.Single(request => request.Method == "POST").Body).Objects.Single().Yaml;
        made.Split("harness/run: \"run-1\"").Length.ShouldBe(3, made);
        made.ShouldContain("harness/owner:");
        made.Split("app: edge").Length.ShouldBe(3, made);
    }

    [Test]
    public async Task What_was_there_before_stays_even_if_no_answer_said_so()
    {
        var posts = 0;
        using var api = new FakeApiServer(request => Known(request) ?? (request.Method, request.Path) switch
        {
            ("POST", _) when ++posts == 1 => throw new HttpRequestException("connection reset"),
            ("GET", "/api/v1/namespaces/edge") => ApiAnswer.Text("""{"metadata":{"name":"edge","labels":{"harness/run":"another"}}}"""),
            _ => ApiAnswer.Text(Ours),
        });
        using var admin = api.Client();
        var installer = new ManifestInstaller(admin, Manifest, Mark) { Time = new HurriedTime() };
        await Should.ThrowAsync<HttpRequestException>(() => installer.InstallAsync(default));
        installer.Left.ShouldBe(["Namespace edge"]);

        await installer.RemoveAsync(default);

        api.Calls.ShouldNotContain(call => call.StartsWith("DELETE", StringComparison.Ordinal));
    }

    private static bool Once(ref int looks) => ++looks == 1;

    private static ApiAnswer Removed(ref bool gone)
    {
        gone = true;
        return ApiAnswer.Text("{}");
    }

    private static ApiAnswer? Known(ApiRequest request) => (request.Method, request.Path) switch
    {
        ("GET", "/api/v1") => Kinds("namespaces", "Namespace", namespaced: false),
        ("GET", "/apis/apps/v1") => Kinds("deployments", "Deployment", namespaced: true),
        ("GET", "/apis/networking.k8s.io/v1") => Kinds("ingressclasses", "IngressClass", namespaced: false),
        _ => null,
    };

    private static ApiAnswer Kinds(string plural, string kind, bool namespaced) => ApiAnswer.Text($$"""
        {"groupVersion":"v1","resources":[
          {"name":"{{plural}}/status","kind":"{{kind}}","namespaced":true,"singularName":"","verbs":[]},
          {"name":"{{plural}}","kind":"{{kind}}","namespaced":{{(namespaced ? "true" : "false")}},"singularName":"","verbs":[]}]}
        """);
}
