using Harness.Results;

namespace Harness.Reports.Tests;

internal static class SampleBenchmarks
{
    public static BenchmarkResult Quick { get; } = Benchmark(
        "quick",
        "hello-app, 1 replica, GET /",
        new Comparison(Route("proxied", 1, 412.6, 2.31), Route("direct", 1, 2987.4, 0.312)),
        new Comparison(
            Route("proxied", 32, 1287, 24.42, ("503 error trying to reach service", 17), ("connection reset", 1203)),
            Route("direct", 32, 35112, 0.84)));

    public static IReadOnlyList<BenchmarkResult> Rich { get; } =
    [
        Quick,
        Benchmark("standard", "hello-app, 1 replica, GET /", [.. Quick.Comparisons]) with
        {
            Ladder = SampleLadder.Ladder,
            Bodies = SampleLadder.Bodies,
            Alternatives = SampleLadder.Alternatives,
        },
        Benchmark("headless", "hello-headless, 3 replicas, GET /", new Comparison(Silent("proxied", 8), Route("direct", 8, 20123.4, 0.39))),
        Benchmark("empty", "nothing"),
        SampleSideEffects.Benchmark,
        SampleRbacCost.Benchmark,
        SampleRbacCost.LeftOut,
        SampleHeadless.Benchmark,
        SampleSoak.Benchmark,
        SampleVersions.Benchmark,
        Benchmark("micro", "the program's own operations") with
        {
            Micro =
            [
                Micro("CallBenchmarks", "the URL of a <b>port</b> | a path", 812.4, 10) with { AllocatedBytes = 1_376 },
                Micro("RbacBenchmarks", "index of 10,000 bindings", 31_200_000, 300_000) with { AllocatedBytes = 18_340_112 },
                Micro("PolicyBenchmarks", "measured once", 48_300, null),
                new MicroFigures { Group = "StepBenchmarks", Name = "failed", Iterations = [] },
            ],
        },
    ];

    private static MicroFigures Micro(string group, string name, double nanoseconds, double? apart) => new()
    {
        Group = group,
        Name = name,
        MeanNanoseconds = nanoseconds,
        Nanoseconds = apart is { } half ? new Interval(nanoseconds, nanoseconds - half, nanoseconds + half) : null,
        Iterations = [nanoseconds],
    };

    public static BenchmarkResult Benchmark(string name, string target, params Comparison[] comparisons) => new()
    {
        Name = name,
        Target = target,
        Comparisons = comparisons,
        Started = new DateTimeOffset(2026, 1, 31, 22, 2, 0, TimeSpan.Zero),
        Duration = TimeSpan.FromSeconds(60),
    };

    public static RouteFigures Route(
        string route, int connections, double perSecond, double p50, params (string Kind, long Count)[] errors) =>
        new()
        {
            Route = route,
            Via = route == "direct" ? "node's bridge address 172.17.0.2:30080" : "https://172.17.0.2:6443",
            Connections = connections,
            Rounds =
            [
                .. new[] { 0.97, 1, 1.02 }.Select(factor =>
                    new RoundFigures(10.02, (long)(perSecond * factor * 10), 0, perSecond * factor)),
            ],
            RequestsPerSecond = perSecond,
            Latency = new LatencyFigures(p50, p50 * 1.6, p50 * 2.5, p50 * 9),
            Requests = (long)(perSecond * 30),
            Errors = errors.ToDictionary(error => error.Kind, error => error.Count),
        };

    public static RouteFigures Silent(string route, int connections) => Route(route, connections, 0, 0, ("timed out", 240)) with
    {
        Rounds = [new RoundFigures(10.02, 0, 240, 0)],
        Latency = new LatencyFigures(double.NaN, double.NaN, double.NaN, double.NaN),
    };
}
