using Harness.Proxying;
using Harness.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Harness.Tests.Proxying;

internal sealed class ServiceProxyClientTests : ServiceProxyClientFixture
{
    [Test]
    public async Task An_answer_is_read_with_its_body_and_evidence()
    {
        var answer = await CallAsync(LoopbackServer.Always(200, "Hello, world!"));

        answer.Verdict.Kind.ShouldBe(VerdictKind.Allowed);
        answer.Body.ShouldBe("Hello, world!");
        answer.Verdict.Evidence.ShouldBe(new CallEvidence
        {
            Method = "GET",
            Url = Hello.PathAndQuery,
            Caller = "consumer-a",
            Status = 200,
            Message = "Hello, world!",
        });
    }

    [Test]
    public async Task A_denial_is_a_value()
    {
        var answer = await CallAsync(LoopbackServer.Always(403, StatusText.Of(403, "Forbidden", "services is forbidden")));

        answer.Verdict.Kind.ShouldBe(VerdictKind.Forbidden);
        answer.Verdict.Evidence.Message.ShouldBe("services is forbidden");
    }

    [Test]
    public async Task The_callers_token_is_sent_and_the_path_as_spelled()
    {
        await CallAsync(LoopbackServer.Always(200, ""));

        Server.Seen.ShouldBe([new SeenRequest("GET", Hello.PathAndQuery, $"Bearer {Token.Reveal()}")]);
    }

    [Test]
    public async Task Without_a_token_nothing_is_sent()
    {
        await StartAsync(LoopbackServer.Always(401, StatusText.Of(401, "Unauthorized")));
        using var anonymous = new ServiceProxyClient(Api(Trusted), "anonymous", null);

        var answer = await anonymous.CallAsync(HttpMethod.Get, Hello, CancellationToken.None);

        Server.Seen.Single().Authorization.ShouldBeNull();
        answer.Verdict.Kind.ShouldBe(VerdictKind.Unauthenticated);
    }

    [Test]
    public async Task A_redirect_is_an_answer_and_not_followed()
    {
        var answer = await CallAsync(context =>
        {
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        });

        (answer.Verdict.Kind, answer.Verdict.Evidence.Status).ShouldBe((VerdictKind.Allowed, 302));
        Server.Seen.Count.ShouldBe(1);
    }

    [Test]
    public async Task Cookies_are_not_kept()
    {
        string? cookie = null;
        await StartAsync(context =>
        {
            cookie = context.Request.Headers.Cookie;
            context.Response.Cookies.Append("session", "1");
            return Task.CompletedTask;
        });
        using var client = Client(Trusted);

        await client.CallAsync(HttpMethod.Get, Hello, CancellationToken.None);
        await client.CallAsync(HttpMethod.Get, Hello, CancellationToken.None);

        cookie.ShouldBeNull();
    }

    [Test]
    public async Task An_API_server_below_a_path_is_called_below_it()
    {
        await StartAsync(LoopbackServer.Always(200, ""));
        var api = Api(Trusted) with { Address = new Uri(Server.Url, "k8s/clusters/c-1") };
        using var client = new ServiceProxyClient(api, "consumer-a", Token);

        await client.CallAsync(HttpMethod.Get, Hello, CancellationToken.None);

        Server.Seen.Single().Target.ShouldBe($"/k8s/clusters/c-1{Hello.PathAndQuery}");
    }

    private async Task<ProxyAnswer> CallAsync(RequestDelegate answer)
    {
        await StartAsync(answer);
        using var client = Client(Trusted);
        return await client.CallAsync(HttpMethod.Get, Hello, CancellationToken.None);
    }
}
