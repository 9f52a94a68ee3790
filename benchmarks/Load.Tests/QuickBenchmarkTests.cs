using System.Net.Http.Headers;
using Harness.Load.Engine;
using Harness.Load.Tests.Support;
using Harness.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Harness.Load.Tests;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class QuickBenchmarkTests
{
    private static readonly HttpTarget Target = new(new Uri("http://127.0.0.1:1/"), "Hello, world!");
    private static readonly int[] Answers = [10, 30, 20, 40];
    private readonly FakeTimeProvider _time = new();

    [Test]
    public async Task Figures_are_the_median_over_rounds_and_the_percentiles_over_all_latencies()
    {
        var direct = new FakeGenerator(_time, round => Round(seconds: 1, answers: Answers[round], milliseconds: round + 1));
        var proxied = new FakeGenerator(_time, _ => Round(seconds: 2, answers: 10, milliseconds: 8));

        var result = await Benchmark(proxied, direct).RunAsync();

        var comparison = result.Comparisons.ShouldHaveSingleItem();
        comparison.Direct.RequestsPerSecond.ShouldBe(25);
        comparison.Direct.Requests.ShouldBe(100);
        comparison.Direct.Rounds.Select(round => round.Requests).ShouldBe(Answers.Select(count => (long)count));
        comparison.Direct.Latency.P50.ShouldBe(3, 0.01);
        comparison.Direct.Latency.P90.ShouldBe(4, 0.01);
        comparison.Proxied.RequestsPerSecond.ShouldBe(5);
        comparison.ThroughputRatio!.Value.ShouldBe(5);
        result.Name.ShouldBe("quick");
        result.Duration.ShouldBe(TimeSpan.FromSeconds(12), "four rounds of 1 s and four of 2 s");
    }

    [Test]
    public async Task A_route_with_nothing_but_errors_has_no_ratio()
    {
        var direct = new FakeGenerator(_time, _ => Round(seconds: 1, answers: 100, milliseconds: 1));
        var refusals = new Dictionary<string, long> { ["403 Forbidden"] = 7 };
        var proxied = new FakeGenerator(_time, _ => Round(seconds: 1, answers: 0, milliseconds: 0) with { Errors = refusals });

        var comparison = (await Benchmark(proxied, direct).RunAsync()).Comparisons.Single();

        comparison.ThroughputRatio.ShouldBeNull();
        comparison.MedianLatencyRatio.ShouldBeNull();
        comparison.Proxied.Latency.ShouldBe(new LatencyFigures(0, 0, 0, 0));
        comparison.Proxied.RequestsPerSecond.ShouldBe(0);
        comparison.Proxied.Errors.ShouldBe(new Dictionary<string, long> { ["403 Forbidden"] = 28 });
    }

    [Test]
    public async Task A_wrong_answer_before_the_load_is_undecided_and_says_what_came_back()
    {
        var refused = new FakeGenerator(_time, _ => throw new InvalidOperationException("measured all the same"))
        {
            Answer = new HttpAnswer(403, "services \"hello-app\" is forbidden", null),
        };
        var right = new FakeGenerator(_time, refused.Measure);

        var failure = await Should.ThrowAsync<HarnessException>(Benchmark(refused, right).RunAsync());

        failure.Kind.ShouldBe(FailureKind.Undecided);
        foreach (var part in new[] { "proxied", Target.Url.ToString(), "403", "services \"hello-app\" is forbidden" })
            failure.Message.ShouldContain(part);
        failure.Message.ShouldNotContain("s3cret");
    }

    [Test]
    public async Task The_slowest_routes_still_end_within_the_budget()
    {
        var slow = new FakeGenerator(_time, _ => Round(0, 0, 0)) { TakesWholeAllowance = true };
        var result = await Benchmark(slow, slow, QuickPlan.Default).RunAsync();
        result.Duration.ShouldBeLessThanOrEqualTo(QuickPlan.Default.Budget);
    }

    [Test]
    public async Task However_long_pods_take_to_start_last_answers_are_awaited_as_long()
    {
        var atOnce = new FakeGenerator(_time, _ => Round(0, 0, 0)) { TakesWholeAllowance = true };
        var fromPods = new FakeGenerator(_time, _ => Round(0, 0, 0)) { TakesWholeAllowance = true, StartUp = TimeSpan.FromSeconds(9) };

        await Benchmark(atOnce, atOnce, QuickPlan.Default).RunAsync();
        await Benchmark(fromPods, fromPods, QuickPlan.Default).RunAsync();

        fromPods.Drains.ShouldBe(atOnce.Drains);
        atOnce.Drains.ShouldAllBe(drain => drain > TimeSpan.Zero);
    }

    [Test]
    [CancelAfter(20_000)]
    public async Task A_route_that_holds_each_answer_is_as_slow_as_it_holds_them(CancellationToken cancellation)
    {
        var hold = TimeSpan.FromMilliseconds(100);
        await using var direct = await LoopbackServer.StartAsync();
        await using var proxied = await LoopbackServer.StartAsync(async (context, _) =>
        {
            await Task.Delay(hold, context.RequestAborted);
            await context.Response.WriteAsync(LoopbackServer.Hello, context.RequestAborted);
        });
        // The first call takes long on a busy machine, and the check before the load has only a part of a second for it.
        using var hop = new HttpClient();
        await hop.GetStringAsync(proxied.Url, cancellation);
        var lines = new Lines();

        var benchmark = new QuickBenchmark
        {
            Target = "loopback",
            Proxied = new LoadRoute("proxied", "loopback", proxied.Target),
            Direct = new LoadRoute("direct", "loopback", direct.Target),
            Plan = QuickPlan.Within(TimeSpan.FromSeconds(4), [1, 8], roundsPerRoute: 2),
        };
        var result = await OrUndecidedAsync(benchmark.RunAsync(lines, cancellation));

        // However busy the machine is: no connection can have more answers than were not held, and none sooner. A timer may be a
        // millisecond early.
        result.Comparisons.Select(comparison => comparison.Connections).ShouldBe([1, 8]);
        foreach (var comparison in result.Comparisons)
        {
            comparison.Proxied.RequestsPerSecond.ShouldBeInRange(0.1, comparison.Connections / hold.TotalSeconds * 1.05);
            comparison.Proxied.Latency.P50.ShouldBeGreaterThan(hold.TotalMilliseconds * 0.95);
        }

        lines.All.Count.ShouldBe(8);
        lines.All[0].ShouldStartWith("1 connection, round 1 of 2, proxied: ");
        lines.All[0].ShouldEndWith(" s left");
        lines.All[^1].ShouldEndWith("; about 0 s left");
        if (result.Comparisons.FirstOrDefault(one => one.Direct.RequestsPerSecond < one.Connections / hold.TotalSeconds) is { } starved)
            Assert.Inconclusive($"this machine is too busy to answer at once: {starved.Direct.RequestsPerSecond:0.0} requests/s");
        result.Comparisons.ShouldAllBe(comparison => comparison.ThroughputRatio > 1 && comparison.MedianLatencyRatio > 1);
    }

    /// <summary>A machine too busy to answer in time leaves the benchmark undecided, and so this test.</summary>
    private static async Task<BenchmarkResult> OrUndecidedAsync(Task<BenchmarkResult> run)
    {
        try
        {
            return await run;
        }
        catch (HarnessException undecided) when (undecided is { Kind: FailureKind.Undecided } && undecided.Message.Contains("timeout"))
        {
            throw new InconclusiveException(undecided.Message);
        }
    }

    private static RoundMeasurement Round(double seconds, int answers, double milliseconds)
    {
        var latencies = Latencies.NewHistogram();
        for (var answer = 0; answer < answers; answer++)
            Latencies.Record(latencies, TimeSpan.FromMilliseconds(milliseconds));
        return new RoundMeasurement { Latencies = latencies, Errors = new Dictionary<string, long>(), Seconds = seconds };
    }

    private QuickBenchmark Benchmark(ILoadGenerator proxied, ILoadGenerator direct, QuickPlan? plan = null) => new()
    {
        Target = "hello-app",
        Proxied = new LoadRoute("proxied", "API server", Target with { Authorization = new AuthenticationHeaderValue("Bearer", "s3cret") }),
        Direct = new LoadRoute("direct", "loopback", Target),
        ProxiedGenerator = proxied,
        DirectGenerator = direct,
        Plan = plan ?? QuickPlan.Within(TimeSpan.FromSeconds(10), [8], roundsPerRoute: 4),
        Time = _time,
    };

    private sealed class Lines : IProgress<string>
    {
        public List<string> All { get; } = [];

        public void Report(string value) => All.Add(value);
    }
}
