using System.Net;
using Harness.Proxying;
using Harness.Scenarios.Conformance;
using Harness.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Harness.Tests.Scenarios;

/// <summary>What a case sends must reach the API server as it is written, or the proxy's part in it would not be seen.</summary>
internal sealed class ConformanceWireTests
{
    [TestCase("/echo/a/../b")]
    [TestCase("/../../echo/./b")]
    [TestCase("//echo///a//")]
    [TestCase("/echo/%41%2F%2e%2e%7E")]
    [TestCase("/echo?a=%2F..%2F&&b;c&%zz")]
    [TestCase("/echo?")]
    public async Task Path_and_query_are_sent_as_written(string target)
    {
        using var authority = new Authority();
        var seen = "";
        await using var server = await LoopbackServer.StartAsync(
            context =>
            {
                seen = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
                return Task.CompletedTask;
            },
            authority.ForLoopback());
        using var wire = new Wire(new ApiServerAddress(server.Url, authority.Public), new BearerToken("t"));

        using var response = await wire.SendAsync("GET", target, null, [], CancellationToken.None);

        seen.ShouldBe(target);
    }

    [Test]
    public async Task Headers_that_a_proxy_must_remove_are_sent_to_be_removed()
    {
        using var authority = new Authority();
        (string Name, string Value)[] sent =
        [
            ("Connection", "X-Hop"), ("X-Hop", "1"), ("Keep-Alive", "timeout=5"), ("Proxy-Authorization", "Basic eDp5"),
            ("Proxy-Connection", "keep-alive"), ("TE", "trailers"), ("Impersonate-User", "x"), ("X-Remote-User", "x"),
        ];
        Dictionary<string, string> seen = [];
        await using var server = await LoopbackServer.StartAsync(
            context =>
            {
                seen = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString());
                return Task.CompletedTask;
            },
            authority.ForLoopback());
        using var wire = new Wire(new ApiServerAddress(server.Url, authority.Public), new BearerToken("t"));

        using var response = await wire.SendAsync("GET", "/", null, sent, CancellationToken.None);

        foreach (var (name, value) in sent)
            seen.GetValueOrDefault(name).ShouldBe(value, name);
        seen["Authorization"].ShouldBe("Bearer t");
    }

    [Test]
    public async Task Nothing_is_unpacked_followed_or_added()
    {
        using var authority = new Authority();
        string[] seen = [];
        await using var server = await LoopbackServer.StartAsync(
            context =>
            {
                seen = [.. context.Request.Headers.Keys];
                context.Response.StatusCode = 302;
                context.Response.Headers.Location = "/elsewhere";
                context.Response.Headers.ContentEncoding = "gzip";
                return context.Response.WriteAsync("packed");
            },
            authority.ForLoopback());
        using var wire = new Wire(new ApiServerAddress(server.Url, authority.Public), new BearerToken("t"));

        using var response = await wire.SendAsync("GET", "/", null, [("X-Hop", "1")], CancellationToken.None);
        var answer = await Answer.ReadAsync(response, CancellationToken.None);

        seen.ShouldBe(["Authorization", "Host", "X-Hop"], ignoreOrder: true);
        (answer.Status, answer.Header("location"), answer.Text).ShouldBe(((int)HttpStatusCode.Redirect, "/elsewhere", "packed"));
    }
}
