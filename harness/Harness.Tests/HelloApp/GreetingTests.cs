using System.Net;

namespace Harness.Tests.HelloApp;

internal sealed class GreetingTests : HelloAppFixture
{
    private const string Greeting = $"Hello, world!\nVersion: 1.0.0\nHostname: {RunningHelloApp.HostName}\n";

    [Test]
    public async Task Every_method_is_greeted(
        [Values("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW")] string method)
    {
        using var answer = await Hello.SendAsync(method, "/");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; charset=utf-8");
        (await answer.Content.ReadAsStringAsync()).ShouldBe(Greeting);
    }

    [Test]
    public async Task HEAD_has_the_length_but_no_body()
    {
        using var answer = await Hello.SendAsync("HEAD", "/");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentLength.ShouldBe(Greeting.Length);
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Test]
    public async Task Every_path_that_is_not_listed_is_greeted(
        [Values("/a", "/a/b?c=d", "/a%2Fb", "/bytesize/5", "/healthz/x", "/Echo", "/status")] string path) =>
        (await Hello.Client.GetStringAsync(path)).ShouldBe(Greeting);

    [Test]
    public async Task A_request_with_a_body_that_is_not_read_leaves_the_connection_usable()
    {
        for (var i = 0; i < 3; i++)
        {
            using var answer = await Hello.SendAsync("POST", "/upload", new ByteArrayContent(new byte[1_000_000]));
            (await answer.Content.ReadAsStringAsync()).ShouldBe(Greeting);
        }
    }

    [Test]
    public async Task Healthz_is_ok() => (await Hello.Client.GetStringAsync("/healthz")).ShouldBe("ok\n");
}
