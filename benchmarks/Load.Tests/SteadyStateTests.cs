using Harness.Load.Engine;
using Harness.Load.Tests.Support;
using Harness.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Harness.Load.Tests;

/// <summary>What a round costs in memory: the same however long it is.</summary>
[CancelAfter(60_000)]
public sealed class SteadyStateTests
{
    private const int Counted = 4_000;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [TestCase(false, false, 1)]
    [TestCase(false, true, 1)]
    [TestCase(true, false, 300)]
    public async Task A_request_allocates_nothing_of_ours(bool tls, bool open, int mostBytes, CancellationToken cancellation)
    {
        using var authority = new Authority();
        using var certificate = authority.ForLoopback();
        await using var server = await LoopbackServer.StartAsync(
            (context, _) => context.Response.WriteAsync(LoopbackServer.Hello), tls ? certificate : null);
        var target = server.Target with { Authorities = authority.Public };
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var (runs, before, after) = (0, 0L, 0L);
        var begun = TimeProvider.System.GetTimestamp();
        var scenario = new LoadScenario("steady", loop =>
        {
            var step = new HttpStep(loop, target);
            return new FakeStep(stop =>
            {
                // All run on the loop's thread, which has a count of its own.
                if (before == 0 && TimeProvider.System.GetElapsedTime(begun) > Second)
                    before = GC.GetAllocatedBytesForCurrentThread();
                else if (before > 0 && ++runs == Counted)
                    (after, _) = (GC.GetAllocatedBytesForCurrentThread(), enough.CancelAsync());
                return step.RunAsync(stop);
            });
        })
        {
            MaxCopies = 8,
        };
        var keep = LoadSimulation.KeepConstant(8, Second * 40);

        await Should.ThrowAsync<OperationCanceledException>(
            new LoadRunner().RunAsync(
                scenario,
                // At a rate, too, all connections are there before it counts: one more would be no steady state.
                [LoadSimulation.KeepConstant(8, Second / 2), open ? LoadSimulation.Inject(3_000, Second, Second * 40) : keep],
                enough.Token));

        TestContext.Out.WriteLine($"{(after - before) / (double)Counted:0.00} bytes a request");
        // A kilobyte or two is each second's record.
        (after - before).ShouldBeInRange(0, (mostBytes * Counted) + 8_000);
    }

    [Test]
    public async Task Ten_times_as_long_takes_no_more_memory_than_a_record_each_second([Values] bool open, CancellationToken cancellation)
    {
        var (once, _) = await AllocatedAsync(10, open, cancellation);
        var (tenTimes, requests) = await AllocatedAsync(100, open, cancellation);

        TestContext.Out.WriteLine($"{once:N0} bytes in 10 s, {tenTimes:N0} in 100 s of {requests} requests");
        (tenTimes - once).ShouldBeLessThan(90 * 1_500);
        (tenTimes - once).ShouldBeLessThan(requests, "less than a byte a request");
    }

    private static async Task<(long Bytes, long Requests)> AllocatedAsync(int seconds, bool open, CancellationToken cancellation)
    {
        var time = new SimulatedTime(100_000);
        var (first, last) = (0L, 0L);
        var scenario = new LoadScenario("memory", _ =>
        {
            time.Start();
            return new FakeStep(_ =>
            {
                last = GC.GetAllocatedBytesForCurrentThread();
                first = first == 0 ? last : first;
                time.Advance(TimeSpan.FromMicroseconds(10));
                return ValueTask.FromResult(StepOutcome.Answered);
            });
        });
        var load = open ? LoadSimulation.Inject(9_000, Second, Second * seconds) : LoadSimulation.KeepConstant(1, Second * seconds);
        var round = await time.Runner().RunAsync(scenario, load, cancellation);
        return (last - first, round.Requests);
    }
}
