using System.Net;
using Harness.Api;
using Harness.Tests.Support;
using k8s;

namespace Harness.Tests.Api;

internal sealed class ServerFailureTests
{
    [Test]
    public async Task A_refusal_names_the_call_and_has_the_servers_words_and_advice() =>
        (await ExplainedAsync(_ => ApiAnswer.Failure(HttpStatusCode.Forbidden, "Forbidden", "pods is forbidden"))).ShouldBe(
            "the API server answered GET /api/v1/nodes/one with 403 Forbidden: pods is forbidden; have it granted, "
            + "or use another kubeconfig");

    [Test]
    public async Task An_answer_of_another_servers_has_no_words() =>
        (await ExplainedAsync(_ => new ApiAnswer(HttpStatusCode.BadGateway, "<html>"))).ShouldBe(
            "the API server answered GET /api/v1/nodes/one with 502 BadGateway");

    [Test]
    public async Task A_broken_connection_is_told() =>
        (await ExplainedAsync(_ => throw new HttpRequestException("reset by peer"))).ShouldBe(
            "the connection to the API server broke: reset by peer; is it still running?");

    [Test]
    public void Anything_else_is_not_explained()
    {
        ServerFailure.Explain(new InvalidOperationException()).ShouldBeNull();
        ServerFailure.Explain(new OperationCanceledException()).ShouldBeNull();
    }

    private static async Task<string> ExplainedAsync(Func<ApiRequest, ApiAnswer?> answer)
    {
        using var client = new FakeApiServer(answer).Client();
        var failure = await Should.ThrowAsync<Exception>(() => client.CoreV1.ReadNodeAsync("one"));
        var explained = ServerFailure.Explain(failure).ShouldNotBeNull();
        explained.Kind.ShouldBe(FailureKind.Undecided);
        return explained.Message;
    }
}
