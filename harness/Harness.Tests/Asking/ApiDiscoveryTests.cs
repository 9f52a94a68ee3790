using System.Net;
using Harness.Asking;
using Harness.Rbac.Objects;
using Harness.Tests.Support;

namespace Harness.Tests.Asking;

internal sealed class ApiDiscoveryTests
{
    private const string Groups =
        """{"groups": [{"name": "apps", "versions": [], "preferredVersion": {"groupVersion": "apps/v1", "version": "v1"}}]}""";

    private const string Core = """
        {"groupVersion": "v1", "resources": [
          {"name": "services/proxy", "namespaced": true, "kind": "ServiceProxyOptions", "singularName": "",
           "verbs": ["update", "get", "create"]},
          {"name": "nodes", "namespaced": false, "kind": "Node", "singularName": "", "verbs": ["get", "list"]}]}
        """;

    private const string Apps = """
        {"groupVersion": "apps/v1", "resources": [
          {"name": "deployments", "namespaced": true, "kind": "Deployment", "singularName": "", "verbs": ["get"]}]}
        """;

    [Test]
    public async Task Resources_are_listed_by_group_and_name_with_their_verbs_sorted()
    {
        using var client = new FakeApiServer(Serve).Client();

        var api = await new ApiDiscovery(client).ListAsync(CancellationToken.None);

        api.Resources.Select(resource => resource.ToString())
            .ShouldBe(["core nodes: get list", "core services/proxy: create get update", "apps deployments: get"]);
        api.Missing.ShouldBeEmpty();
    }

    [Test]
    public async Task A_group_whose_server_is_away_is_named_and_does_not_hide_the_others()
    {
        using var client = new FakeApiServer(request => request.Path == "/apis/apps/v1"
            ? ApiAnswer.Failure(HttpStatusCode.ServiceUnavailable, "ServiceUnavailable")
            : Serve(request)).Client();

        var api = await new ApiDiscovery(client).ListAsync(CancellationToken.None);

        api.Resources.Count.ShouldBe(2);
        api.Missing["apps"].ShouldStartWith("503");
    }

    [Test]
    public async Task What_somebody_is_granted_is_asked_verb_by_verb_and_the_rest_is_dropped()
    {
        var server = new FakeApiServer(request => ApiAnswer.Review(request.Body.Contains("\"proxy\"", StringComparison.Ordinal)
            && request.Body.Contains("\"get\"", StringComparison.Ordinal)));
        using var client = server.Client();
        IReadOnlyList<ApiResource> resources =
            [new("", "v1", "services/proxy", true, ["create", "get"]), new("", "v1", "nodes", false, ["get", "list"])];

        var granted = await new GrantedAccess(client).OfAsync(AccessSubject.Parse("jane"), "shop", resources, CancellationToken.None);

        granted.Select(resource => resource.ToString()).ShouldBe(["core services/proxy: get"]);
        server.Seen.Count.ShouldBe(4);
        server.Seen.Count(request => request.Body.Contains("\"shop\"", StringComparison.Ordinal)).ShouldBe(2, "nodes are in no namespace");
    }

    [Test]
    public async Task An_authorizer_that_could_not_look_everywhere_has_not_denied()
    {
        const string answer =
            """{"apiVersion": "authorization.k8s.io/v1", "spec": {}, "status": {"allowed": false, "evaluationError": "webhook is away"}}""";
        using var client = new FakeApiServer(_ => new ApiAnswer(HttpStatusCode.Created, answer)).Client();

        var failure = await Should.ThrowAsync<HarnessException>(() => new GrantedAccess(client).OfAsync(
            AccessSubject.Parse("jane"), "shop", [new("", "v1", "pods", true, ["get"])], CancellationToken.None));

        failure.Kind.ShouldBe(FailureKind.Undecided);
        failure.Message.ShouldBe("the authorizer could not fully check whether user:jane may get pods in namespace shop: webhook is away");
    }

    private static ApiAnswer? Serve(ApiRequest request) => request.Path switch
    {
        "/apis" or "/apis/" => ApiAnswer.Text(Groups),
        "/api/v1" or "/api/v1/" => ApiAnswer.Text(Core),
        "/apis/apps/v1" => ApiAnswer.Text(Apps),
        _ => null,
    };
}
