using System.Text;
using Harness.Scenarios.Admission;
using Harness.Tests.Support;

namespace Harness.Tests.Scenarios;

internal sealed class HuntedCallTests
{
    private static readonly string Refused = StatusText.Of(403, "Forbidden", "admission webhook \"guard\" denied the request: no");
    private static readonly string NotAuthorized = StatusText.Of(403, "Forbidden", "services \"x\" is forbidden: no");

    [Test]
    public void Only_an_answer_with_the_guards_mark_is_its_refusal()
    {
        Call(403, Refused).IsRefused.ShouldBeTrue();
        Call(403, NotAuthorized).IsRefused.ShouldBeFalse();
        Call(403, NotAuthorized).IsAsked.ShouldBeFalse();
        Call(403, "guard").IsRefused.ShouldBeFalse();
    }

    [Test]
    public void Only_the_backends_pod_tells_what_the_backend_got()
    {
        Call(200, HostilePathsTests.Echo("/admin")).Reached.ShouldBe("/admin");
        Call(200, HostilePathsTests.Echo("/admin").Replace("hello-1", "hello-2", StringComparison.Ordinal)).Reached.ShouldBeNull();
        Call(404, HostilePathsTests.Echo("/admin")).Reached.ShouldBeNull();
    }

    [TestCase(500, "Internal error occurred: failed calling webhook", false)]
    [TestCase(429, "too many requests", false)]
    [TestCase(503, "error trying to reach service: context deadline exceeded", false)]
    [TestCase(500, "error trying to reach service: net/http: invalid header field value", true)]
    public void An_error_of_the_API_servers_own_decides_nothing_unless_it_shows_that_the_call_was_let_through(
        int status, string message, bool isAnswer) =>
        (Call(status, StatusText.Of(status, "InternalError", message)).Error is null).ShouldBe(isAnswer);

    [Test]
    public async Task Answers_follow_one_another_whatever_their_length_is_told_by()
    {
        const string wire = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nWarning: 299 - \"saw /a\"\r\n\r\nab"
            + "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x\r\nabc\r\n1\r\nd\r\n0\r\nTrailer: x\r\n\r\n"
            + "HTTP/1.1 204 No Content\r\n\r\n"
            + "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n400 Bad Request";
        var reader = new RawReader(new MemoryStream(Encoding.Latin1.GetBytes(wire)));

        var answers = new List<RawAnswer>();
        for (var count = 0; count < 4; count++)
            answers.Add(await RawAnswer.ReadAsync(reader, CancellationToken.None));

        answers.Select(answer => (answer.Status, answer.Body, answer.KeepsAlive))
            .ShouldBe([(200, "ab", true), (200, "abcd", true), (204, "", true), (400, "400 Bad Request", false)]);
        answers[0].All("warning").ShouldBe(["299 - \"saw /a\""]);
    }

    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nab")]
    [TestCase("HTTP/1.1 200 OK\r\n")]
    [TestCase("SSH-2.0\r\n")]
    [TestCase("")]
    public async Task Half_an_answer_is_none(string wire) => await Should.ThrowAsync<IOException>(
        RawAnswer.ReadAsync(new RawReader(new MemoryStream(Encoding.Latin1.GetBytes(wire))), CancellationToken.None));

    private static HuntedCall Call(int status, string body) =>
        HuntedCall.Of("/proxy/x", new RawAnswer(status, [], body), "guard", "hello-1");
}
