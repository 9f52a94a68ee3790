using System.Net;
using System.Net.WebSockets;
using Harness.Api;
using Harness.Scenarios.Conformance;
using Harness.Tests.Support;
using Harness.Workloads;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Harness.Tests.Scenarios;

/// <summary>What a case sends must reach the API server as it is written, or the proxy's part in it would not be seen.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ConformanceWireTests : IDisposable
{
    private readonly Authority _authority = new();

    public void Dispose() => _authority.Dispose();

    [TestCase("/echo/a/../b")]
    [TestCase("/../../echo/./b")]
    [TestCase("//echo///a//")]
    [TestCase("/echo/%41%2F%2e%2e%7E")]
    [TestCase("/echo?a=%2F..%2F&&b;c&%zz")]
    [TestCase("/echo?")]
    public async Task Path_and_query_are_sent_as_written(string target)
    {
        var seen = "";
        await using var server = await StartAsync(context =>
        {
            seen = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
            return Task.CompletedTask;
        });
        using var wire = To(server);

        using var response = await wire.SendAsync("GET", target, null, [], CancellationToken.None);

        seen.ShouldBe(target);
    }

    [Test]
    public async Task Headers_that_a_proxy_must_remove_are_sent_to_be_removed()
    {
        (string Name, string Value)[] sent =
        [
            ("Connection", "X-Hop"), ("X-Hop", "1"), ("Keep-Alive", "timeout=5"), ("Proxy-Authorization", "Basic eDp5"),
            ("Proxy-Connection", "keep-alive"), ("TE", "trailers"), ("Impersonate-User", "x"), ("X-Remote-User", "x"),
        ];
        Dictionary<string, string> seen = [];
        await using var server = await StartAsync(context =>
        {
            seen = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString());
            return Task.CompletedTask;
        });
        using var wire = To(server);

        using var response = await wire.SendAsync("GET", "/", null, sent, CancellationToken.None);

        foreach (var (name, value) in sent)
            seen.GetValueOrDefault(name).ShouldBe(value, name);
        seen["Authorization"].ShouldBe("Bearer t");
    }

    [Test]
    public async Task Nothing_is_unpacked_followed_or_added()
    {
        string[] seen = [];
        await using var server = await StartAsync(context =>
        {
            seen = [.. context.Request.Headers.Keys];
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = "/elsewhere";
            context.Response.Headers.ContentEncoding = "gzip";
            return context.Response.WriteAsync("packed");
        });
        using var wire = To(server);

        using var response = await wire.SendAsync("GET", "/", null, [("X-Hop", "1")], CancellationToken.None);
        var answer = await Answer.ReadAsync(response, CancellationToken.None);

        seen.ShouldBe(["Authorization", "Host", "X-Hop"], ignoreOrder: true);
        (answer.Status, answer.Header("location"), answer.Text).ShouldBe(((int)HttpStatusCode.Redirect, "/elsewhere", "packed"));
    }

    [Test]
    public async Task The_status_of_a_refused_upgrade_is_evidence()
    {
        await using var server = await StartAsync(LoopbackServer.Always(403, "no"));
        using var wire = To(server);
        var hello = HelloBehind(wire);
        using var socket = new ClientWebSocket();

        await Should.ThrowAsync<WebSocketException>(() => hello.ConnectAsync(socket, "/ws"));

        $"{hello.Calls}".ShouldBe("GET (WebSocket) /api/v1/namespaces/ns/services/hello-app/proxy/ws as consumer → 403");
    }

    [Test]
    public async Task A_digest_that_the_backend_refuses_is_told_by_its_status()
    {
        await using var server = await StartAsync(LoopbackServer.Always(501, "no OpenSSL here"));
        using var wire = To(server);

        (await BodyCases.All[0].ObserveAsync(HelloBehind(wire))).ShouldBe("501: no OpenSSL here");
    }

    private Task<LoopbackServer> StartAsync(RequestDelegate answer) => LoopbackServer.StartAsync(answer, _authority.ForLoopback());

    private Wire To(LoopbackServer server) => new(new ApiServerAddress(server.Url, _authority.Public), new BearerToken("t"));

    private static ProxiedHello HelloBehind(Wire wire) =>
        new(wire, new DeployedHello("ns", "hello-app", null, null, new Dictionary<string, string>()), new Version(1, 20))
        {
            Stop = CancellationToken.None,
        };
}
