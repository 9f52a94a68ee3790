using Harness.Proxying;
using Harness.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Harness.Tests.Proxying;

/// <summary>Only the beginning of an answer of any length is read, and a cut decides nothing that it leaves open.</summary>
internal sealed class BoundedBodyTests : ServiceProxyClientFixture
{
    [TestCase(0, 0)]
    [TestCase(4096, 4096)]
    [TestCase(65_535, 65_535)]
    [TestCase(65_536, 65_536)]
    [TestCase(65_537, 65_536)]
    [TestCase(300_000, 65_536)]
    public async Task No_more_than_64_KiB_are_read(int sent, int read)
    {
        var answer = await CallAsync(200, new string('x', sent));

        (answer.Verdict.Kind, answer.Body.Length).ShouldBe((VerdictKind.Allowed, read));
    }

    [Test]
    public async Task An_answer_without_an_end_is_read_in_part()
    {
        await StartAsync(async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.WriteAsync(new string('x', 10_000), context.RequestAborted);
        });
        using var client = Client(Trusted);

        (await client.CallAsync(HttpMethod.Get, Hello, CancellationToken.None)).Body.Length.ShouldBe(65_536);
    }

    [Test]
    public async Task Whoever_needs_more_says_so()
    {
        await StartAsync(LoopbackServer.Always(200, new string('x', 300_000)));
        using var client = Client(Trusted);

        (await client.CallAsync(HttpMethod.Get, Hello, CancellationToken.None, mostBody: 1 << 20)).Body.Length.ShouldBe(300_000);
    }

    [TestCase(401, "Unauthorized")]
    [TestCase(403, "Forbidden")]
    [TestCase(429, "TooManyRequests")]
    [TestCase(503, "ServiceUnavailable")]
    public async Task A_refusal_that_is_cut_is_neither_the_API_servers_nor_the_services(int status, string reason) =>
        (await CallAsync(status, StatusText.Of(status, reason, new string('x', 70_000)))).Verdict.Kind.ShouldBe(VerdictKind.Failed);

    [Test]
    public async Task Another_alphabet_is_read_as_it_says() =>
        (await CallAsync(200, "Grüße", "text/plain; charset=utf-8")).Body.ShouldBe("Grüße");

    [Test]
    public async Task An_unknown_alphabet_is_no_failure() =>
        (await CallAsync(200, "hello", "text/plain; charset=nonsense")).Body.ShouldBe("hello");

    private async Task<ProxyAnswer> CallAsync(int status, string body, string? type = null)
    {
        await StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = type;
            return context.Response.WriteAsync(body);
        });
        using var client = Client(Trusted);
        return await client.CallAsync(HttpMethod.Get, Hello, CancellationToken.None);
    }
}
