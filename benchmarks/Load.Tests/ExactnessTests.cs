using Harness.Load.Engine;
using Harness.Load.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Harness.Load.Tests;

/// <summary>
/// The engine against servers whose delays are known, over real sockets and by the real clock. Where other programs take the processor
/// from either side, nothing was measured: such a test is undecided, and says what it saw.
/// </summary>
[CancelAfter(60_000)]
[NonParallelizable]
public sealed class ExactnessTests
{
    private const double StarvedMicroseconds = 5;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Test]
    public async Task Percentiles_are_those_of_what_the_server_took(CancellationToken cancellation)
    {
        // From 0.2 to some 30 ms, the same each time: most are short, a few long.
        var random = new Random(1);
        var holds = Enumerable.Range(0, 100_000).Select(_ => TimeSpan.FromMilliseconds(0.2 - (0.8 * Math.Log(1 - random.NextDouble()))))
            .Select((hold, number) => number % 200 == 199 ? hold * 10 : hold).ToArray();
        using var server = new ExactServer(request => holds[request]);
        var target = new HttpTarget(server.Url, "Hello, world!");
        var scenario = new LoadScenario("exact", loop => new HttpStep(loop, target));

        var round = await new LoadRunner().RunAsync(scenario, LoadSimulation.KeepConstant(1, Second * 3), cancellation);

        round.Errors.ShouldBeEmpty();
        server.Held.Count.ShouldBe((int)round.Requests);
        var held = server.Held.Order().ToArray();
        foreach (var quantile in new[] { 0.5, 0.9, 0.99, 0.999 })
        {
            var expected = held[(int)Math.Ceiling(quantile * held.Length) - 1];
            var measured = Latencies.Milliseconds(round.Latencies, quantile);
            var tolerance = Math.Max(0.05, expected * 0.01);
            TestContext.Out.WriteLine($"p{quantile * 100}: {measured:0.000} ms, held {expected:0.000} ms");
            measured.ShouldBeGreaterThan(expected * 0.999);
            if (measured > expected + tolerance)
                UndecidedIfStarved(round, server.Held, holds);
            measured.ShouldBeLessThan(expected + tolerance, $"p{quantile * 100}");
        }
    }

    /// <summary>
    /// Requests come at 1,000/s for 5 s, and nothing is answered for 200 ms: those due in that time, 4 % of all, wait from 200 to 1 ms.
    /// So the 1 % that wait longest wait 150 ms and more, and the 0.1 % 195 ms.
    /// </summary>
    [Test]
    public async Task A_stall_at_a_constant_rate_is_seen_as_users_see_it(CancellationToken cancellation)
    {
        var stall = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        long stalledAt = 0, stalledFor = 0;
        await using var server = await LoopbackServer.StartAsync(async (context, number) =>
        {
            if (number == 3_000)
            {
                stalledAt = TimeProvider.System.GetTimestamp();
                _ = Task.Delay(200, CancellationToken.None).ContinueWith(
                    _ =>
                    {
                        stalledFor = TimeProvider.System.GetElapsedTime(stalledAt).Ticks;
                        stall.SetResult();
                    },
                    TaskScheduler.Default);
            }

            if (number >= 3_000)
                await stall.Task;
            await context.Response.WriteAsync(LoopbackServer.Hello);
        });
        var scenario = new LoadScenario("stall", loop => new HttpStep(loop, server.Target)) { WarmUp = Second };

        var round = await new LoadRunner().RunAsync(scenario, LoadSimulation.Inject(1_000, Second, Second * 5), cancellation);

        round.Errors.ShouldBeEmpty();
        (round.Due, round.Sent, round.Requests).ShouldBe((5_000, 5_000, 5_000));
        var took = TimeSpan.FromTicks(stalledFor).TotalMilliseconds;
        foreach (var (quantile, longest) in new[] { (0.99, 50), (0.999, 5) })
        {
            var measured = Latencies.Milliseconds(round.Latencies, quantile);
            TestContext.Out.WriteLine($"p{quantile * 100}: {measured:0.0} ms, theory {took - longest:0.0} ms");
            if (Math.Abs(measured - (took - longest)) > (took - longest) * 0.05)
                UndecidedIfStarved(round, [], []);
            measured.ShouldBe(took - longest, (took - longest) * 0.05, $"p{quantile * 100}");
        }
    }

    private static void UndecidedIfStarved(RoundMeasurement round, IReadOnlyList<double> held, TimeSpan[] holds)
    {
        // The server spins until the time is over: whatever it takes longer, somebody else had its processor.
        var late = held.Where((took, number) => took > holds[number].TotalMilliseconds + 0.05).Count();
        var starved = (round.Engine?.StarvedShare ?? 0) * round.Seconds * 1e6 / round.Requests;
        var lag = round.SendLag is { } lags ? $", sent up to {Latencies.Milliseconds(lags, 0.99):0.000} ms late (p99)" : "";
        TestContext.Out.WriteLine($"{starved:0.0} µs without a processor for each request, {late} late of {held.Count}{lag}");
        if (starved > StarvedMicroseconds || late > held.Count * 0.001)
        {
            Assert.Inconclusive(
                $"this machine is too busy to tell: the engine waited {starved:0.0} µs for a processor for each request, " +
                $"and the server was late for {late} of {held.Count} requests{lag}");
        }
    }
}
