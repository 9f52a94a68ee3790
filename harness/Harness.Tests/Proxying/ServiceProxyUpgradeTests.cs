using System.Net.WebSockets;
using Harness.Proxying;
using Harness.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Harness.Tests.Proxying;

internal sealed class ServiceProxyUpgradeTests : ServiceProxyClientFixture
{
    [Test]
    public async Task An_upgrade_that_goes_through_is_Allowed_and_carries_the_token()
    {
        var verdict = await UpgradeAsync(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await socket.ReceiveAsync(new byte[16], context.RequestAborted);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
        });

        verdict.Kind.ShouldBe(VerdictKind.Allowed);
        verdict.Evidence.Status.ShouldBe(101);
        verdict.Evidence.Method.ShouldBe("GET (WebSocket)");
        Server.Seen.ShouldBe([new SeenRequest("GET", Hello.PathAndQuery, $"Bearer {Token.Reveal()}")]);
    }

    [Test]
    public async Task An_upgrade_that_goes_through_is_Allowed_though_the_backend_then_leaves_without_a_word()
    {
        var verdict = await UpgradeAsync(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await socket.ReceiveAsync(new byte[16], context.RequestAborted);
            context.Abort();
        });

        (verdict.Kind, verdict.Evidence.Status).ShouldBe((VerdictKind.Allowed, 101));
    }

    [Test]
    public async Task An_upgrade_refused_by_the_API_server_is_Forbidden_with_its_message()
    {
        var verdict = await UpgradeAsync(LoopbackServer.Always(403, StatusText.Of(403, "Forbidden", "services is forbidden")));

        verdict.Kind.ShouldBe(VerdictKind.Forbidden);
        verdict.Evidence.ShouldBe(new CallEvidence
        {
            Method = "GET (WebSocket)",
            Url = Hello.PathAndQuery,
            Caller = "consumer-a",
            Status = 403,
            Reason = "Forbidden",
            Message = "services is forbidden",
        });
    }

    [Test]
    public async Task A_refused_upgrade_whose_plain_GET_is_answered_otherwise_is_no_denial()
    {
        var verdict = await UpgradeAsync(context => context.WebSockets.IsWebSocketRequest
            ? LoopbackServer.Always(400, "")(context)
            : LoopbackServer.Always(403, StatusText.Of(403, "Forbidden"))(context));

        (verdict.Kind, verdict.Evidence.Status).ShouldBe((VerdictKind.Allowed, 400));
    }

    private async Task<Verdict> UpgradeAsync(RequestDelegate answer)
    {
        await StartAsync(answer);
        using var client = Client(Trusted);
        return await client.UpgradeAsync(Hello, CancellationToken.None);
    }
}
