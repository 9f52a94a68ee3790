using Harness.Load.Engine;
using Harness.Load.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Harness.Load.Tests;

/// <summary>KeepConstant over real sockets. The clock is fake: the server ends the round, after as many requests as a test wants.</summary>
[CancelAfter(20_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ClosedLoopTests
{
    private static readonly TimeSpan During = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(5);
    private readonly FakeTimeProvider _time = new();

    [TestCase(1)]
    [TestCase(8)]
    [TestCase(32)]
    public async Task Every_request_the_server_saw_is_counted_once(int connections, CancellationToken cancellation)
    {
        await using var server = await LoopbackServer.StartAsync((context, number) =>
        {
            if (number == 2000)
                _time.Advance(During);
            context.Response.StatusCode = number % 5 == 0 ? 403 : number % 7 == 0 ? 503 : 200;
            return context.Response.WriteAsync(LoopbackServer.Hello);
        });

        var round = await RunAsync(server, connections, cancellation);

        (round.Requests + round.FailedRequests).ShouldBe(server.Requests);
        round.Requests.ShouldBe(Enumerable.Range(1, server.Requests).Count(number => number % 5 != 0 && number % 7 != 0));
        round.Errors.Keys.ShouldBe(["403 Forbidden", "503 Service Unavailable"]);
        round.Errors["403 Forbidden"].ShouldBe(server.Requests / 5);
    }

    [TestCase(1)]
    [TestCase(8)]
    [TestCase(32)]
    public async Task All_copies_are_in_flight_at_once_and_never_one_more(int copies, CancellationToken cancellation)
    {
        var allArrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await LoopbackServer.StartAsync(async (context, number) =>
        {
            if (number == copies)
                allArrived.SetResult();
            if (number == 1000)
                _time.Advance(During);
            // Hangs, until the test's own limit, unless all copies come without waiting for one another.
            await allArrived.Task.WaitAsync(context.RequestAborted);
            await context.Response.WriteAsync(LoopbackServer.Hello);
        });

        await RunAsync(server, copies, cancellation);

        server.MostInFlight.ShouldBe(copies);
        server.Connections.ShouldBeLessThanOrEqualTo(copies);
    }

    [Test]
    public async Task Requests_in_flight_at_the_end_are_awaited_and_measured(CancellationToken cancellation)
    {
        var allArrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await LoopbackServer.StartAsync(async (context, number) =>
        {
            if (number == 8)
            {
                _time.Advance(During * 2);
                allArrived.SetResult();
            }

            await allArrived.Task.WaitAsync(context.RequestAborted);
            await context.Response.WriteAsync(LoopbackServer.Hello);
        });

        var round = await RunAsync(server, 8, cancellation);

        round.Requests.ShouldBe(8);
        round.Errors.ShouldBeEmpty();
        round.Seconds.ShouldBe(2, "a stalled round is as long as its stall");
    }

    [Test]
    public async Task What_outlasts_the_drain_is_an_error_of_its_own_kind(CancellationToken cancellation)
    {
        await using var server = await LoopbackServer.StartAsync((context, number) =>
        {
            if (number == 4)
                _time.Advance(During + Drain);
            return Hang(context);
        });

        var round = await RunAsync(server, 4, cancellation);

        round.Errors.ShouldBe(new Dictionary<string, long> { [ErrorKinds.Unfinished] = 4 });
        round.Requests.ShouldBe(0);
    }

    [Test]
    public async Task A_request_without_an_answer_times_out_and_its_copy_goes_on(CancellationToken cancellation)
    {
        var timeout = HttpRound.StepTimeout;
        await using var server = await LoopbackServer.StartAsync((context, number) =>
        {
            if (number is 1 or 3)
                _time.Advance(number == 1 ? timeout : timeout / 2);
            return number == 1 ? Hang(context) : context.Response.WriteAsync(LoopbackServer.Hello);
        });
        var round = new LoadRound(1, TimeSpan.Zero, timeout * 1.5, timeout);

        var measured = await new LocalLoadGenerator(_time).RunAsync(server.Target, round, cancellation);

        server.Requests.ShouldBe(3);
        measured.Errors.ShouldBe(new Dictionary<string, long> { [ErrorKinds.Timeout] = 1 });
        measured.Requests.ShouldBe(2);
    }

    [Test]
    public async Task An_interrupted_round_ends_with_its_sockets_closed(CancellationToken cancellation)
    {
        using var interruption = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using var server = await LoopbackServer.StartAsync((context, number) =>
        {
            if (number == 16)
                interruption.Cancel();
            return Hang(context);
        });

        await Should.ThrowAsync<OperationCanceledException>(RunAsync(server, 16, interruption.Token));

        await server.AllClosed.WaitAsync(cancellation);
    }

    [Test]
    public async Task A_finished_round_leaves_no_sockets(CancellationToken cancellation)
    {
        await using var server = await LoopbackServer.StartAsync((context, number) =>
        {
            if (number == 100)
                _time.Advance(During);
            return context.Response.WriteAsync(LoopbackServer.Hello);
        });

        await RunAsync(server, 8, cancellation);

        await server.AllClosed.WaitAsync(cancellation);
    }

    private static Task Hang(HttpContext context) =>
        Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);

    private Task<RoundMeasurement> RunAsync(LoopbackServer server, int connections, CancellationToken cancellation) =>
        new LocalLoadGenerator(_time).RunAsync(server.Target, new LoadRound(connections, TimeSpan.Zero, During, Drain), cancellation);
}
