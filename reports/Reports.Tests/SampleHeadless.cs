using Harness.Results;

namespace Harness.Reports.Tests;

/// <summary>An even spread, an uneven one that did not get its answers, and changes with errors and one that did not settle.</summary>
internal static class SampleHeadless
{
    public static BenchmarkResult Benchmark => SampleBenchmarks.Benchmark("headless", "hello-headless, 3 replicas") with
    {
        Headless = new HeadlessResult
        {
            Spreads =
            [
                Spread("connections that are kept", 100_000, new ChiSquareTest(1.216, 2, 0.5444), 33_400, 33_200, 33_410),
                Spread("a connection for each <b>request</b>", 20_000, new ChiSquareTest(14_320, 2, 0), 9_000, 0, 9_004) with
                {
                    Errors = Errors(("timeout", 2), ("503 Service Unavailable", 1_204)),
                },
            ],
            Changes =
            [
                Change("none, 3 pods"),
                Change("scale 3 → 6") with { NewPods = Times(("d", 1.72), ("e", 2.05), ("f", 2.9)), Settled = 2.81 },
                Change("scale 6 → 2") with
                {
                    RemovedPods = Times(("a", 0.43), ("b", null)),
                    Settled = 1.3,
                    Rounds = [Round(0, 6, 1, 0), Round(0, 0, 1)],
                    Errors = Errors(("503 Service Unavailable", 7), ("timeout", 1)),
                },
                Change("rolling restart of 2 pods") with
                {
                    NewPods = Times(("g", 3.1), ("h", null)),
                    Latency = null,
                    NotSettled = "not within 120 s: deployment ns/<b>hello</b> has 2 ready pods",
                    Rounds = [new HeadlessRound(3, 8, Errors(), Errors(), [0], new LatencyCounts([]), "the engine was busy")],
                },
            ],
            Missing = ["pods that change: not allowed"],
        },
    };

    private static HeadlessSpread Spread(string way, long wanted, ChiSquareTest test, params long[] counts) => new()
    {
        Way = way,
        InFlight = 8,
        Wanted = wanted,
        Pods = counts.Select((count, i) => (Pod: $"hello-{i}", Count: count)).ToDictionary(pod => pod.Pod, pod => pod.Count),
        Errors = Errors(),
        Evenness = test,
        Rounds = [],
    };

    private static HeadlessChange Change(string change) => new()
    {
        Change = change,
        Rate = 100,
        Answers = 1_190,
        Errors = Errors(),
        Latency = new LatencyFigures(2.1, 3.4, 22.6, 130),
        NewPods = Times(),
        RemovedPods = Times(),
        Rounds = [],
    };

    private static HeadlessRound Round(params long[] failed) =>
        new(failed.Length, 8, Errors(), Errors(), failed, new LatencyCounts([310, 40]), null);

    private static Dictionary<string, double?> Times(params (string Pod, double? Seconds)[] pods) =>
        pods.ToDictionary(pod => pod.Pod, pod => pod.Seconds);

    private static Dictionary<string, long> Errors(params (string Kind, long Count)[] kinds) =>
        kinds.ToDictionary(kind => kind.Kind, kind => kind.Count);
}
