using Harness.Api;
using Harness.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Harness.Tests.Api;

internal sealed class BoundedAnswersTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(300);

    [Test]
    [CancelAfter(60_000)]
    public async Task An_answer_that_does_not_begin_is_an_error_that_names_the_call(CancellationToken stop)
    {
        await using var server = await LoopbackServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var client = Client(new BoundedAnswers { Begin = Soon });

        var failure = await Should.ThrowAsync<HttpRequestException>(() => client.GetStringAsync(new Uri(server.Url, "/api/v1/pods"), stop));

        failure.Message.ShouldBe("GET /api/v1/pods was not answered for 0 s");
    }

    [TestCase(0, "did not end in 0 s")]
    [TestCase(64, "is larger than 1 MiB")]
    [CancelAfter(60_000)]
    public async Task A_body_without_an_end_is_an_error_that_names_the_call(int kibibytes, string why, CancellationToken stop)
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            await context.Response.Body.FlushAsync(context.RequestAborted);
            while (kibibytes > 0)
                await context.Response.Body.WriteAsync(new byte[kibibytes << 10], context.RequestAborted);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var client = Client(kibibytes > 0 ? new BoundedAnswers { LargestBytes = 1 << 20 } : new BoundedAnswers { Whole = Soon });

        var failure = await Should.ThrowAsync<Exception>(() => client.GetStringAsync(new Uri(server.Url, "/apis"), stop));

        failure.GetBaseException().Message.ShouldBe($"the answer to GET /apis {why}");
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_watch_lasts_and_an_ordinary_answer_is_whole(CancellationToken stop)
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            if (context.Request.Query.ContainsKey("watch"))
                await Task.Delay(Soon * 3, context.RequestAborted);
            await context.Response.WriteAsync("whole", context.RequestAborted);
        });
        using var client = Client(new BoundedAnswers { Begin = Soon, Whole = Soon });

        (await client.GetStringAsync(new Uri(server.Url, "/api/v1/pods?watch=true"), stop)).ShouldBe("whole");
        using var patient = Client(new BoundedAnswers());
        (await patient.GetStringAsync(new Uri(server.Url, "/api/v1/pods"), stop)).ShouldBe("whole");
    }

    private static HttpClient Client(BoundedAnswers bounds)
    {
        bounds.InnerHandler = new SocketsHttpHandler();
        return new HttpClient(bounds) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
