using System.Net;
using System.Text.Json;
using Harness.Asking;
using Harness.Rbac.Objects;
using Harness.Rbac.Validation;
using Harness.Tests.Support;

namespace Harness.Tests.Asking;

internal sealed class ReviewSourceTests
{
    [Test]
    public async Task It_asks_with_the_complete_set_of_groups()
    {
        var server = new FakeApiServer(_ => ApiAnswer.Review(allowed: true, "RBAC: allowed by …"));

        var answer = (await AskAsync(server, 1)).ShouldHaveSingleItem();

        (answer.Kind, answer.Detail).ShouldBe((CellAnswerKind.Allowed, "RBAC: allowed by …"));
        using var review = JsonDocument.Parse(server.Seen.ShouldHaveSingleItem().Body);
        review.RootElement.GetProperty("spec").GetProperty("groups").EnumerateArray().Select(group => group.GetString())
            .ShouldBe(["system:serviceaccounts", "system:serviceaccounts:shop", "system:authenticated"]);
    }

    [Test]
    public async Task Answers_are_in_the_order_of_the_cells()
    {
        var server = new FakeApiServer(request => ApiAnswer.Review(request.Body.Contains("\"s7\"", StringComparison.Ordinal)));

        var answers = await AskAsync(server, 50);

        answers.Select((answer, i) => (answer.Kind, i)).Where(pair => pair.Kind == CellAnswerKind.Allowed)
            .ShouldBe([(CellAnswerKind.Allowed, 7)]);
    }

    [Test]
    public async Task A_missing_permission_decides_nothing_and_is_not_asked_for_again_and_again()
    {
        var server = new FakeApiServer(
            _ => ApiAnswer.Failure(HttpStatusCode.Forbidden, "Forbidden", "jane cannot create resource subjectaccessreviews"));

        var answers = await AskAsync(server, 500);

        answers.ShouldAllBe(answer => answer.Kind == CellAnswerKind.Undecided && answer.Detail.Contains("403 jane cannot create"));
        server.Seen.Count.ShouldBeLessThan(100);
    }

    [Test]
    public async Task A_server_that_is_not_there_decides_nothing() =>
        (await AskAsync(new FakeApiServer(_ => throw new HttpRequestException("connection refused")), 3))
            .ShouldAllBe(answer => answer.Kind == CellAnswerKind.Undecided
                && answer.Detail == "the API server cannot be reached: connection refused");

    [Test]
    public async Task Nor_does_a_connection_that_breaks() =>
        (await AskAsync(new FakeApiServer(_ => throw new IOException("reset by peer")), 3))
            .ShouldAllBe(answer => answer.Kind == CellAnswerKind.Undecided
                && answer.Detail == "the connection to the API server broke: reset by peer");

    [Test]
    public async Task An_authorizer_that_could_not_look_everywhere_has_not_denied()
    {
        const string Answer =
            """{"apiVersion": "authorization.k8s.io/v1", "spec": {}, "status": {"allowed": false, "evaluationError": "webhook is away"}}""";

        var answer = (await AskAsync(new FakeApiServer(_ => new ApiAnswer(HttpStatusCode.Created, Answer)), 1)).ShouldHaveSingleItem();

        (answer.Kind, answer.Detail).ShouldBe((CellAnswerKind.Undecided, "the authorizer could not check everything: webhook is away"));
    }

    [Test]
    public async Task A_busy_server_is_asked_again()
    {
        var asked = 0;
        var server = new FakeApiServer(_ => Interlocked.Increment(ref asked) == 1
            ? ApiAnswer.Failure(HttpStatusCode.TooManyRequests, "TooManyRequests")
            : ApiAnswer.Review(allowed: false));

        (await AskAsync(server, 1)).ShouldHaveSingleItem().Kind.ShouldBe(CellAnswerKind.Denied);
    }

    private static async Task<IReadOnlyList<CellAnswer>> AskAsync(FakeApiServer server, int cells)
    {
        using var client = server.Client();
        var questions = Enumerable.Range(0, cells).Select(i => new AccessCell(
            new RbacSubject(RbacSubjectKind.ServiceAccount, "consumer", "shop"), new AccessQuestion(
                "shop", "", "services/proxy", $"s{i}", "get"), false, null));
        return await new ReviewSource("live", client, new RequestPace(0, TimeProvider.System))
            .AskAsync([.. questions], CancellationToken.None);
    }
}
