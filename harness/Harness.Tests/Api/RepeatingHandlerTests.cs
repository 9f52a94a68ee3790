using Harness.Api;
using Harness.Tests.Support;
using k8s;
using k8s.Autorest;
using Microsoft.AspNetCore.Http;

namespace Harness.Tests.Api;

/// <summary>What an administrator's client tries again, and what it leaves as it was answered.</summary>
internal sealed class RepeatingHandlerTests
{
    private const string Version = """{"gitVersion":"v1.34.1"}""";
    private static readonly Repeats Quick = new(TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(1), TimeProvider.System);
    private static readonly Repeats NoTime = Quick with { Deadline = TimeSpan.Zero };

    [TestCase("GET", 429, 3)]
    [TestCase("POST", 429, 3)]
    [TestCase("DELETE", 429, 3)]
    [TestCase("GET", 503, 3)]
    [TestCase("HEAD", 500, 3)]
    [TestCase("POST", 503, 1)]
    [TestCase("PATCH", 503, 1)]
    [TestCase("DELETE", 503, 1)]
    [TestCase("GET", 404, 1)]
    [TestCase("GET", 403, 1)]
    public async Task What_a_server_could_not_take_is_tried_again_if_it_may_be(string method, int status, int calls) =>
        (await CallAsync(method, "/api/v1/namespaces", status)).ShouldBe((calls == 1 ? status : 200, calls));

    [Test]
    public async Task Questions_change_nothing_and_may_be_put_again() =>
        (await CallAsync("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", 503)).ShouldBe((200, 3));

    [TestCase("/api/v1/namespaces/shop/services/http:hello:80/proxy/")]
    [TestCase("/api/v1/namespaces/shop/pods/hello/proxy")]
    [TestCase("/api/v1/nodes/node-1/proxy/stats/summary")]
    public async Task What_came_through_a_proxy_is_evidence(string path) => (await CallAsync("GET", path, 503)).ShouldBe((503, 1));

    [Test]
    public async Task A_connection_that_breaks_is_made_again()
    {
        var calls = 0;
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            if (++calls < 3)
                context.Abort();
            return context.Response.WriteAsync(Version);
        });
        using var client = Client(server, Quick);

        (await client.Version.GetCodeAsync()).GitVersion.ShouldBe("v1.34.1");
        calls.ShouldBe(3);
    }

    [Test]
    public async Task A_connection_that_breaks_for_good_is_told_with_the_deadline()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        using var client = Client(server, NoTime);

        var failure = await Should.ThrowAsync<HttpRequestException>(() => client.Version.GetCodeAsync());

        failure.Message.ShouldContain("(tried once; ");
        server.Seen.Count.ShouldBe(1);
    }

    [Test]
    public async Task A_wait_that_the_server_asks_for_is_bounded_and_named()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.Headers.RetryAfter = "3600";
            context.Response.StatusCode = 429;
            return Task.CompletedTask;
        });
        using var client = Client(server, Quick);

        var failure = await Should.ThrowAsync<HarnessException>(
            () => ServerGreeting.VersionAsync(client, "file.yaml", CancellationToken.None));

        failure.Message.ShouldContain(
            "429 TooManyRequests (tried once; another try in 3600 s would be past the deadline of 30 s)");
        server.Seen.Count.ShouldBe(1);
    }

    [Test]
    public async Task A_failure_elsewhere_names_the_deadline_too()
    {
        await using var server = await LoopbackServer.StartAsync(LoopbackServer.Always(503, ""));
        using var client = Client(server, NoTime);

        var failure = await Should.ThrowAsync<HttpOperationException>(() => client.CoreV1.ListNamespaceAsync());

        ServerFailure.Explain(failure).ShouldNotBeNull().Message.ShouldContain("503 ServiceUnavailable (tried once; ");
    }

    [Test]
    public async Task What_a_server_does_not_ask_itself_is_not_taken_from_it()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.Headers[RepeatingHandler.GaveUp] = "all is well";
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        });
        using var client = Client(server, Quick);

        var failure = await Should.ThrowAsync<HttpOperationException>(() => client.CoreV1.ListNamespaceAsync());

        ServerFailure.Explain(failure).ShouldNotBeNull().Message.ShouldNotContain("all is well");
    }

    [Test]
    public async Task Whether_a_server_is_ready_is_asked_once()
    {
        await using var server = await LoopbackServer.StartAsync(LoopbackServer.Always(500, "not ready"));
        using var client = Client(server, Quick);

        (await ApiServerHealth.AskAsync(client, CancellationToken.None)).ShouldBe((false, "500: not ready"));
        server.Seen.Count.ShouldBe(1);
    }

    [Test]
    public async Task A_callers_calls_with_a_token_are_not_tried_again()
    {
        await using var server = await LoopbackServer.StartAsync(LoopbackServer.Always(429, ""));
        using var client = KubernetesClients.Create(new ApiServerAddress(server.Url, null), new BearerToken("t"));

        await Should.ThrowAsync<HttpOperationException>(() => client.Version.GetCodeAsync());
        server.Seen.Count.ShouldBe(1);
    }

    /// <summary>Two failures, then a 200.</summary>
    private static async Task<(int Status, int Calls)> CallAsync(string method, string path, int failure)
    {
        var calls = 0;
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = ++calls < 3 ? failure : 200;
            return Task.CompletedTask;
        });
        using var client = Client(server, Quick);
        using var content = method is "POST" or "PATCH" ? new StringContent("{}") : null;
        var (status, _) = await RawApi.CallAsync(client, new HttpMethod(method), path[1..], content, CancellationToken.None);
        return (status, calls);
    }

    private static Kubernetes Client(LoopbackServer server, Repeats repeats) =>
        KubernetesClients.Create(new ApiServerAddress(server.Url, null), new ApiCredentials(), repeats);
}
