using Harness.Api;
using Harness.Proxying;
using Harness.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Harness.Tests.Proxying;

/// <summary>A call that got no answer is Failed, never a denial; and never an exception, unless the caller gave up.</summary>
internal sealed class ServiceProxyClientFailureTests : ServiceProxyClientFixture
{
    [Test]
    public async Task A_server_of_another_authority_is_Failed_and_gets_no_request()
    {
        await StartAsync(LoopbackServer.Always(403, StatusText.Of(403, "Forbidden")));
        using var another = new Authority();
        using var client = Client(another);

        ShouldBeFailed(await client.CallAsync(HttpMethod.Get, Hello, CancellationToken.None), "certificate");
        (await client.UpgradeAsync(Hello, CancellationToken.None)).Kind.ShouldBe(VerdictKind.Failed);
        Server.Seen.ShouldBeEmpty();
    }

    [Test]
    public async Task A_server_of_another_name_is_Failed()
    {
        await StartAsync(LoopbackServer.Always(200, ""));
        using var client = new ServiceProxyClient(Api(Trusted) with { ServerName = "another.example" }, "consumer-a", Token);

        ShouldBeFailed(await client.CallAsync(HttpMethod.Get, Hello, CancellationToken.None), "certificate");
    }

    [Test]
    public async Task A_server_of_the_name_expected_is_trusted()
    {
        await StartAsync(LoopbackServer.Always(403, StatusText.Of(403, "Forbidden")), Trusted.ForName("kubernetes.example"));
        using var client = new ServiceProxyClient(Api(Trusted) with { ServerName = "kubernetes.example" }, "consumer-a", Token);

        (await client.CallAsync(HttpMethod.Get, Hello, CancellationToken.None)).Verdict.Kind.ShouldBe(VerdictKind.Forbidden);
        (await client.UpgradeAsync(Hello, CancellationToken.None)).Kind.ShouldBe(VerdictKind.Forbidden);
    }

    [Test]
    public async Task The_systems_authorities_do_not_vouch_for_the_tests_own()
    {
        await StartAsync(LoopbackServer.Always(200, ""));
        using var client = new ServiceProxyClient(new ApiServerAddress(Server.Url, null), "consumer-a", Token);

        ShouldBeFailed(await client.CallAsync(HttpMethod.Get, Hello, CancellationToken.None), "certificate");
    }

    [Test]
    public async Task A_refused_connection_is_Failed()
    {
        var nobody = new UriBuilder("https", "127.0.0.1", LoopbackServer.RefusedPort()).Uri;
        using var client = new ServiceProxyClient(new ApiServerAddress(nobody, Trusted.Public), "consumer-a", Token);

        ShouldBeFailed(await client.CallAsync(HttpMethod.Head, Hello, CancellationToken.None), "refused");
        (await client.UpgradeAsync(Hello, CancellationToken.None)).Kind.ShouldBe(VerdictKind.Failed);
    }

    [Test]
    public async Task An_answer_that_breaks_off_is_Failed()
    {
        await StartAsync(async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("Hello");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        using var client = Client(Trusted);

        ShouldBeFailed(await client.CallAsync(HttpMethod.Get, Hello, CancellationToken.None), "");
    }

    [Test]
    public async Task A_caller_who_gives_up_is_no_verdict()
    {
        using var stop = new CancellationTokenSource();
        await StartAsync(async context =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        });
        using var client = Client(Trusted);

        await Should.ThrowAsync<OperationCanceledException>(() => client.CallAsync(HttpMethod.Get, Hello, stop.Token));
    }

    private static void ShouldBeFailed(ProxyAnswer answer, string because)
    {
        answer.Verdict.Kind.ShouldBe(VerdictKind.Failed);
        answer.Verdict.Evidence.Status.ShouldBeNull();
        answer.Verdict.Evidence.Error.ShouldNotBeNull().ShouldContain(because, Case.Insensitive);
        answer.Verdict.ToString().ShouldNotContain(Token.Reveal());
        answer.Body.ShouldBeEmpty();
    }
}
