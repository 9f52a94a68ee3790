using System.Net;
using Harness.Access;
using Harness.Tests.Support;
using k8s.Autorest;

namespace Harness.Tests.Access;

/// <summary>
/// The keeper against an API server that a test plays. What it says when the authorizer never agrees takes its whole deadline.
/// </summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class GrantKeeperTests
{
    private const string Rbac = "/apis/rbac.authorization.k8s.io/v1/namespaces/team-a";
    private const string Review = "POST /apis/authorization.k8s.io/v1/subjectaccessreviews";
    private static readonly Grant Proxy = Grant.ServiceProxy(new Consumer("team-a", "consumer-a"), "call-hello", ["hello-app"], ["get"]);

    private int _reviews;

    [Test]
    public async Task Applying_waits_until_the_authorizer_allows_it()
    {
        using var api = new FakeApiServer(request => Reviewed(request, () => ++_reviews >= 3) ?? Stored(request));

        await Keep(api, keeper => keeper.ApplyAsync(Proxy, CancellationToken.None));

        api.Calls.ShouldBe([$"POST {Rbac}/roles", $"POST {Rbac}/rolebindings", Review, Review, Review]);
    }

    [Test]
    public async Task Applying_asks_about_every_verb_on_every_name()
    {
        var grant = Proxy with { Rule = Proxy.Rule with { ResourceNames = ["a", "b"], Verbs = ["get", "create"] } };
        using var api = new FakeApiServer(request => Reviewed(request, () => true) ?? Stored(request));

        await Keep(api, keeper => keeper.ApplyAsync(grant, CancellationToken.None));

        api.Calls.Count(call => call == Review).ShouldBe(4);
    }

    [Test]
    public async Task Revoking_removes_the_binding_first_and_waits_until_the_authorizer_denies()
    {
        using var api = new FakeApiServer(request => Reviewed(request, () => ++_reviews < 3) ?? Stored(request));

        await Keep(api, keeper => keeper.RevokeAsync(Proxy, CancellationToken.None));

        api.Calls.ShouldBe([$"DELETE {Rbac}/rolebindings/call-hello", $"DELETE {Rbac}/roles/call-hello", Review, Review, Review]);
    }

    [Test]
    public async Task Revoking_what_is_gone_already_is_fine()
    {
        using var api = new FakeApiServer(request => Reviewed(request, () => false));

        await Keep(api, keeper => keeper.RevokeAsync(Proxy, CancellationToken.None));

        api.Calls.Count().ShouldBe(3);
    }

    [Test]
    public async Task Removing_does_not_wait()
    {
        using var api = new FakeApiServer(Stored);

        await Keep(api, keeper => keeper.RemoveAsync(Proxy, CancellationToken.None));

        api.Calls.ShouldNotContain(Review);
    }

    [Test]
    public async Task A_refusal_ends_it_at_once_and_nothing_is_asked()
    {
        using var api = new FakeApiServer(_ => ApiAnswer.Failure(HttpStatusCode.Forbidden, "Forbidden"));

        var refused = await Should.ThrowAsync<HttpOperationException>(
            () => Keep(api, keeper => keeper.ApplyAsync(Proxy, CancellationToken.None)));

        refused.Response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        api.Calls.ShouldBe([$"POST {Rbac}/roles"]);
    }

    private static async Task Keep(FakeApiServer api, Func<GrantKeeper, Task> act)
    {
        using var admin = api.Client();
        await act(new GrantKeeper(admin));
    }

    private static ApiAnswer? Reviewed(ApiRequest request, Func<bool> allowed) =>
        request.ToString() == Review ? ApiAnswer.Review(allowed()) : null;

    private static ApiAnswer? Stored(ApiRequest request) =>
        request.Path.StartsWith(Rbac, StringComparison.Ordinal) ? ApiAnswer.Text("{}") : null;
}
