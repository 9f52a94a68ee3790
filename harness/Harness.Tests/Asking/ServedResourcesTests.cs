using System.Net;
using Harness.Asking;
using Harness.Rbac.Policies;
using Harness.Tests.Rbac.Validation;
using Harness.Tests.Support;

namespace Harness.Tests.Asking;

/// <summary>A misspelt custom resource is open to nobody: only the cluster can tell that it is not there.</summary>
internal sealed class ServedResourcesTests
{
    private const string Groups = """
        {"groups": [{"name": "example.com", "versions": [],
                     "preferredVersion": {"groupVersion": "example.com/v1", "version": "v1"}}]}
        """;

    private const string Example = """
        {"groupVersion": "example.com/v1", "resources": [
          {"name": "gadgets", "namespaced": true, "kind": "Gadget", "singularName": "", "verbs": ["get"]},
          {"name": "worlds", "namespaced": false, "kind": "World", "singularName": "", "verbs": ["get"]}]}
        """;

    [TestCase("gadgets", null)]
    [TestCase("gadgest",
        "the policy judges gadgest.example.com, which the cluster does not have: whoever may use what was meant is not known; "
        + "did you mean gadgets.example.com?")]
    [TestCase("worlds", "the policy judges worlds.example.com, which are in no namespace: that can be judged of Kubernetes' own resources")]
    public async Task What_the_scope_names_has_to_be_there(string resource, string? doubt)
    {
        var policy = Policy($", resources: [{{resource: {resource}, apiGroup: example.com}}]", "consumers: []");

        var doubts = await DoubtsAsync(policy, Serve);

        if (doubt is null)
            doubts.ShouldBeEmpty();
        else
            doubts.ShouldHaveSingleItem().ShouldStartWith(doubt);
    }

    [Test]
    public async Task What_is_denied_has_to_be_there_too()
    {
        var consumer = Validated.Group("a", "deny: [{resource: gizmos, apiGroup: example.org, verbs: [get]}]");

        (await DoubtsAsync(Policy(", world: open", $"consumers: [{consumer}]"), Serve)).ShouldHaveSingleItem()
            .ShouldStartWith("the policy judges gizmos.example.org, which the cluster does not have");
    }

    [Test]
    public async Task Where_all_is_Kubernetes_own_nothing_is_asked()
    {
        var server = new FakeApiServer(_ => null);
        using var client = server.Client();

        var policy = Policy(", resources: [secrets, pods/exec]", "consumers: []");

        (await new ServedResources(client).DoubtsAsync(policy, CancellationToken.None)).ShouldBeEmpty();
        server.Seen.ShouldBeEmpty();
    }

    [Test]
    public async Task A_cluster_that_does_not_say_leaves_it_undecided() =>
        (await DoubtsAsync(
            Policy(", resources: [{resource: gadgets, apiGroup: example.com}]", "consumers: []"),
            _ => ApiAnswer.Failure(HttpStatusCode.Forbidden, "Forbidden"))).ShouldHaveSingleItem()
            .ShouldStartWith("whether the cluster has gadgets.example.com could not be asked: 403");

    [Test]
    public async Task A_group_that_is_away_leaves_it_undecided() =>
        (await DoubtsAsync(
            Policy(", resources: [{resource: gadgets, apiGroup: example.com}]", "consumers: []"),
            request => request.Path.StartsWith("/apis/example.com", StringComparison.Ordinal)
                ? ApiAnswer.Failure(HttpStatusCode.ServiceUnavailable, "ServiceUnavailable")
                : Serve(request))).ShouldHaveSingleItem()
            .ShouldStartWith("whether the cluster has gadgets.example.com could not be asked: its group answers 503");

    private static async Task<IReadOnlyList<string>> DoubtsAsync(AccessPolicy policy, Func<ApiRequest, ApiAnswer?> serve)
    {
        using var client = new FakeApiServer(serve).Client();
        return await new ServedResources(client).DoubtsAsync(policy, CancellationToken.None);
    }

    private static AccessPolicy Policy(string scope, string consumers) =>
        AccessPolicyReader.Parse("access.yaml", Validated.Policy(scope, consumers));

    private static ApiAnswer? Serve(ApiRequest request) => request.Path switch
    {
        "/apis" or "/apis/" => ApiAnswer.Text(Groups),
        "/api/v1" or "/api/v1/" => ApiAnswer.Text("""{"groupVersion": "v1", "resources": []}"""),
        "/apis/example.com/v1" => ApiAnswer.Text(Example),
        _ => null,
    };
}
