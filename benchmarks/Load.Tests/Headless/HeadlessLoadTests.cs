using Harness.Load.Engine;
using Harness.Load.Headless;
using Harness.Load.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Harness.Load.Tests.Headless;

/// <summary>Answers counted by who gave them, against a server that knows how many it gave in whose name.</summary>
[CancelAfter(20_000)]
public sealed class HeadlessLoadTests
{
    [TestCase(true, null)]
    [TestCase(false, null)]
    [TestCase(true, 200.0)]
    public async Task Every_right_answer_is_counted_by_its_name_and_no_other(bool keepAlive, double? rate, CancellationToken stop)
    {
        var (asked, connections) = (0, new HashSet<string>());
        await using var server = await LoopbackServer.StartAsync((context, _) =>
        {
            lock (connections)
                connections.Add(context.Connection.Id);
            var number = Interlocked.Increment(ref asked);
            context.Response.StatusCode = number % 4 == 0 ? 503 : 200;
            return context.Response.WriteAsync($"Hello, world!\nHostname: pod-{number % 2}\n", stop);
        });
        var route = new LoadRoute("proxied", "loopback", new HttpTarget(server.Url, "Hello, world!") { Label = "Hostname: " });
        var tally = new PodTally(TimeProvider.System);
        tally.Count("pod-0");

        var round = await new HeadlessLoad(route).RunAsync(
            new HeadlessRate(keepAlive, InFlight: 4, TimeSpan.FromSeconds(0.3), rate), tally, stop);

        round.Pods.Values.Sum().ShouldBe(round.Latencies.Total);
        round.Errors.ShouldHaveSingleItem().ShouldBe(new("503 Service Unavailable", asked / 4));
        round.Pods.ShouldBe(FakeLoad.Of(("pod-0", (asked / 2) - (asked / 4)), ("pod-1", (asked + 1) / 2)), ignoreOrder: true);
        tally.Total.ShouldBe(1 + round.Pods.Values.Sum());
        round.FailedBySecond.Sum().ShouldBe(asked / 4);
        connections.Count.ShouldBe(keepAlive ? (int)round.Connections : asked);
    }

    [Test]
    public async Task An_answer_without_a_name_is_counted_as_that(CancellationToken stop)
    {
        await using var server = await LoopbackServer.StartAsync((context, _) => context.Response.WriteAsync("Hello, world!", stop));
        var route = new LoadRoute("proxied", "loopback", new HttpTarget(server.Url, "Hello, world!") { Label = "Hostname: " });

        var round = await new HeadlessLoad(route).RunAsync(
            new HeadlessRate(true, 1, TimeSpan.FromSeconds(0.1), null), new PodTally(TimeProvider.System), stop);

        round.Pods.Keys.ShouldBe([PodTally.Unnamed]);
    }
}
