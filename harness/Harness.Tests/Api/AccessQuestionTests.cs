using System.Net;
using System.Text.Json;
using Harness.Access;
using Harness.Api;
using Harness.Rbac.Objects;
using Harness.Tests.Support;
using k8s.Autorest;

namespace Harness.Tests.Api;

internal sealed class AccessQuestionTests
{
    private static readonly AccessQuestion Question = new("team-a", "", "services/proxy", "hello-app", "get");

    [TestCaseSource(nameof(Sentences))]
    public void It_reads_as_a_sentence(AccessQuestion question, string sentence) => question.ToString().ShouldBe(sentence);

    [Test]
    public async Task About_somebody_all_his_groups_are_given_and_the_sub_resource_apart()
    {
        using var api = new FakeApiServer(_ => ApiAnswer.Review(true, "RBAC: allowed by RoleBinding \"x/team-a\""));
        using var admin = api.Client();

        var answer = await Question.AskAboutAsync(new Consumer("team-a", "consumer-a").Identity, admin, CancellationToken.None);

        answer.ShouldBe(new AccessAnswer(true, "RBAC: allowed by RoleBinding \"x/team-a\""));
        var request = api.Seen.Single();
        request.ToString().ShouldBe("POST /apis/authorization.k8s.io/v1/subjectaccessreviews");
        var spec = JsonDocument.Parse(request.Body).RootElement.GetProperty("spec");
        spec.GetProperty("user").GetString().ShouldBe("system:serviceaccount:team-a:consumer-a");
        spec.GetProperty("groups").EnumerateArray().Select(group => group.GetString()).ShouldBe(
            ["system:serviceaccounts", "system:serviceaccounts:team-a", "system:authenticated"]);
        Attributes(spec).ShouldBe(new SortedDictionary<string, string?>
        {
            ["group"] = "",
            ["name"] = "hello-app",
            ["namespace"] = "team-a",
            ["resource"] = "services",
            ["subresource"] = "proxy",
            ["verb"] = "get",
        });
    }

    [Test]
    public async Task About_oneself_nobody_else_is_named()
    {
        using var api = new FakeApiServer(_ => ApiAnswer.Review(false));
        using var client = api.Client();

        var answer = await new AccessQuestion("", "apps", "deployments", "", "create").AskAboutSelfAsync(client, CancellationToken.None);

        answer.ShouldBe(new AccessAnswer(false, ""));
        var request = api.Seen.Single();
        request.ToString().ShouldBe("POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews");
        var spec = JsonDocument.Parse(request.Body).RootElement.GetProperty("spec");
        spec.EnumerateObject().Select(property => property.Name).ShouldBe(["resourceAttributes"]);
        Attributes(spec).ShouldNotContainKey("subresource");
    }

    [Test]
    public async Task Who_may_not_ask_is_told_by_the_answer()
    {
        using var api = new FakeApiServer(_ => ApiAnswer.Failure(HttpStatusCode.Forbidden, "Forbidden"));
        using var admin = api.Client();

        var refused = await Should.ThrowAsync<HttpOperationException>(
            () => Question.AskAboutAsync(new Consumer("team-a", "consumer-a").Identity, admin, CancellationToken.None));

        refused.Response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static IEnumerable<TestCaseData> Sentences() =>
    [
        new(Question, "get services/proxy \"hello-app\" in namespace team-a"),
        new(Question with { Name = "" }, "get services/proxy in namespace team-a"),
        new(new AccessQuestion("", "", "nodes", "", "list"), "list nodes cluster-wide"),
        new(new AccessQuestion("ns", "apps", "deployments", "x", "create"), "create deployments.apps \"x\" in namespace ns"),
    ];

    private static SortedDictionary<string, string?> Attributes(JsonElement spec) =>
        new(spec.GetProperty("resourceAttributes").EnumerateObject().ToDictionary(field => field.Name, field => field.Value.GetString()));
}
