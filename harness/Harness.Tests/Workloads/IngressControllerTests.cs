using Harness.Tests.Support;
using Harness.Workloads;

namespace Harness.Tests.Workloads;

internal sealed class IngressControllerTests
{
    private const string Classes = """
        {"items":[
          {"metadata":{"name":"other"},"spec":{"controller":"example.com/ingress"}},
          {"metadata":{"name":"edge"},"spec":{"controller":"k8s.io/ingress-nginx"}}]}
        """;

    [Test]
    public async Task A_controller_is_known_by_the_controller_of_its_class()
    {
        using var api = new FakeApiServer(_ => ApiAnswer.Text(Classes));
        using var admin = api.Client();

        (await IngressController.Nginx.FindClassAsync(admin, default)).ShouldBe("edge");
        (await IngressController.Traefik.FindClassAsync(admin, default)).ShouldBeNull();
        api.Calls.ShouldAllBe(call => call == "GET /apis/networking.k8s.io/v1/ingressclasses");
    }

    [Test]
    public async Task It_is_reached_by_its_service_with_port_80()
    {
        using var api = new FakeApiServer(_ => ApiAnswer.Text("""
            {"items":[
              {"metadata":{"name":"admission"},"spec":{"clusterIP":"10.43.0.1","ports":[{"port":443}]}},
              {"metadata":{"name":"headless"},"spec":{"clusterIP":"None","ports":[{"port":80}]}},
              {"metadata":{"name":"controller"},"spec":{"clusterIP":"10.43.0.9","ports":[{"port":443},{"port":80}]}}]}
            """));
        using var admin = api.Client();

        (await IngressController.Nginx.FindAddressAsync(admin, default)).ShouldBe(new Uri("http://10.43.0.9:80"));
        api.Seen.Single().Query.ShouldContain("labelSelector=app.kubernetes.io/name=ingress-nginx");
    }

    [Test]
    public void Ingress_nginx_is_told_by_annotations_and_a_secret_with_the_key_auth()
    {
        var ingress = IngressController.Nginx.Ingress("ns", "hello", "edge", "/ns", "hello-app", 8080);

        ingress.Metadata.Annotations["nginx.ingress.kubernetes.io/auth-type"].ShouldBe("basic");
        ingress.Metadata.Annotations["nginx.ingress.kubernetes.io/auth-secret"].ShouldBe("hello");
        ingress.Spec.IngressClassName.ShouldBe("edge");
        var path = ingress.Spec.Rules.Single().Http.Paths.Single();
        (path.Path, path.PathType, path.Backend.Service.Name, path.Backend.Service.Port.Number)
            .ShouldBe(("/ns", "Prefix", "hello-app", 8080));
        IngressController.Nginx.Secret("hello", "alice:x").StringData.ShouldBe(new Dictionary<string, string> { ["auth"] = "alice:x\n" });
    }

    [Test]
    public void Traefik_is_told_by_a_middleware_and_a_secret_with_the_key_users()
    {
        IngressController.Traefik.Ingress("ns", "hello", "traefik", "/ns", "hello-app", 8080).Metadata.Annotations
            .ShouldBe(new Dictionary<string, string> { ["traefik.ingress.kubernetes.io/router.middlewares"] = "ns-hello@kubernetescrd" });
        IngressController.Traefik.Secret("hello", "alice:x").StringData.Keys.ShouldBe(["users"]);
        System.Text.Json.JsonSerializer.Serialize(TraefikMiddleware.Middleware("traefik.io", "hello")).ShouldBe(
            """{"apiVersion":"traefik.io/v1alpha1","kind":"Middleware","metadata":{"name":"hello"}"""
            + ""","spec":{"basicAuth":{"secret":"hello"}}}""");
    }

    [TestCase("traefik.io traefik.containo.us", "traefik.io")]
    [TestCase("traefik.containo.us", "traefik.containo.us")]
    [TestCase("apps", null)]
    public async Task The_newest_group_of_Traefiks_that_is_served_is_used(string served, string? group)
    {
        var groups = served.Split(' ').Select(name => $$"""{"name":"{{name}}","versions":[{"groupVersion":"x","version":"v1alpha1"}]}""");
        using var api = new FakeApiServer(_ => ApiAnswer.Text($$"""{"groups":[{{string.Join(',', groups)}}]}"""));
        using var admin = api.Client();

        (await TraefikMiddleware.FindGroupAsync(admin, default)).ShouldBe(group);
    }
}
