using System.Text.Json;
using Harness.Clusters.Existing;
using Harness.Tests.Support;

namespace Harness.Tests.Clusters.Existing;

internal sealed class PermissionCheckTests
{
    private const string SelfReview = "POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

    [Test]
    public async Task Who_may_everything_passes_and_nothing_is_made()
    {
        using var api = new FakeApiServer(_ => ApiAnswer.Review(true));

        await CheckAsync(api);

        api.Calls.ShouldBe(Enumerable.Repeat(SelfReview, PermissionCheck.Needed.Count));
    }

    [Test]
    public async Task Each_missing_permission_is_named_and_nothing_is_made()
    {
        using var api = new FakeApiServer(request => ApiAnswer.Review(!Asks(request, "pods", "log") && !Asks(request, "nodes", null)));

        var failure = await Should.ThrowAsync<HarnessException>(() => CheckAsync(api));

        failure.Kind.ShouldBe(FailureKind.Undecided);
        failure.Message.ShouldBe("""
            the user of kubeconfig file.yaml lacks 2 of the permissions that a run needs; nothing was made:
              list nodes cluster-wide
              get pods/log in any namespace
            have them granted (--dry-run prints a role of them), or use a throw-away cluster: --cluster k3s or --cluster offline
            """);
        api.Calls.ShouldAllBe(call => call == SelfReview);
    }

    [Test]
    public async Task Who_may_nothing_is_told_of_all()
    {
        using var api = new FakeApiServer(_ => ApiAnswer.Review(false));

        var failure = await Should.ThrowAsync<HarnessException>(() => CheckAsync(api));

        failure.Message.Split('\n').Count(line => line.StartsWith("  ", StringComparison.Ordinal)).ShouldBe(PermissionCheck.Needed.Count);
    }

    [Test]
    public async Task What_the_authorizer_could_not_decide_is_not_called_a_denial_without_its_reason()
    {
        using var api = new FakeApiServer(request => Asks(request, "nodes", null)
            ? ApiAnswer.Text("""{"spec":{},"status":{"allowed":false,"evaluationError":"the webhook is away"}}""")
            : ApiAnswer.Review(true));

        var failure = await Should.ThrowAsync<HarnessException>(() => CheckAsync(api));

        failure.Message.ShouldContain("\n  list nodes cluster-wide (not decided: the webhook is away)\n");
    }

    [Test]
    public void Nothing_is_asked_twice() => PermissionCheck.Needed.ShouldBeUnique();

    [Test]
    public void What_a_consumer_may_be_given_must_be_had_every_verb_of_it() => PermissionCheck.Needed
        .Where(question => question.Resource == "services/proxy").Select(question => question.Verb)
        .ShouldBe(["get", "create", "update", "patch", "delete", "*"]);

    private static async Task CheckAsync(FakeApiServer api)
    {
        using var client = api.Client();
        await PermissionCheck.EnsureAsync(client, "file.yaml", PermissionCheck.Needed, CancellationToken.None);
    }

    private static bool Asks(ApiRequest request, string resource, string? subresource)
    {
        var about = JsonDocument.Parse(request.Body).RootElement.GetProperty("spec").GetProperty("resourceAttributes");
        return about.GetProperty("resource").GetString() == resource
            && (about.TryGetProperty("subresource", out var sub) ? sub.GetString() : null) == subresource;
    }
}
