using Harness.Load.Engine;
using Harness.Load.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Harness.Load.Tests;

/// <summary>The one request before any measurement.</summary>
[CancelAfter(20_000)]
public sealed class AskTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(2);

    [TestCase(200, "Hello, world!\n", true)]
    [TestCase(200, "Hello, moon!\n", false)]
    [TestCase(403, "Hello, world!\n", false)]
    public async Task Only_status_200_with_the_marker_is_right(int status, string body, bool right, CancellationToken cancellation)
    {
        await using var server = await LoopbackServer.AnsweringAsync(status, body);

        var answer = await new LocalLoadGenerator(new FakeTimeProvider()).AskAsync(server.Target, Bound, cancellation);

        answer.IsRightFor(server.Target).ShouldBe(right);
        answer.ShouldBe(new HttpAnswer(status, body, null));
    }

    [Test]
    public async Task No_answer_in_time_is_said_with_the_time(CancellationToken cancellation)
    {
        var time = new FakeTimeProvider();
        await using var server = await LoopbackServer.StartAsync((context, _) =>
        {
            time.Advance(Bound);
            return Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });

        var answer = await new LocalLoadGenerator(time).AskAsync(server.Target, Bound, cancellation);

        answer.ShouldBe(new HttpAnswer(null, "", "timeout: no answer within 2 s"));
    }

    [Test]
    public async Task A_refused_connection_is_said(CancellationToken cancellation)
    {
        var answer = await new LocalLoadGenerator().AskAsync(new HttpTarget(RawServer.RefusedUrl(), ""), Bound, cancellation);
        (answer.Status, answer.Body).ShouldBe((null, ""));
        answer.Error.ShouldNotBeNull().ShouldStartWith("connection refused: ");
    }

    [Test]
    public async Task The_callers_interruption_is_no_answer_at_all(CancellationToken cancellation)
    {
        using var interruption = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using var server = await LoopbackServer.StartAsync(async (context, _) =>
        {
            await interruption.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });

        await Should.ThrowAsync<OperationCanceledException>(
            new LocalLoadGenerator(new FakeTimeProvider()).AskAsync(server.Target, Bound, interruption.Token));
    }
}
