using Harness.Results;

namespace Harness.Reports.Tests;

/// <summary>Side effects with an invalid level, errors, figures that are missing, and a safe rate.</summary>
internal static class SampleSideEffects
{
    private static readonly string[] Calls = ["get of one object", "lease renewal"];

    public static SideEffectsResult Measured { get; } = new()
    {
        Seed = 42,
        Limit = 1.5,
        Capacity = new ProxyCapacity(32, 1210.4, [new(1, 1210, 0, 1210.4), new(1, 1190, 0, 1190.2), new(1, 1320, 0, 1320.1)]),
        Calls =
        [
            new OrdinaryCallFacts(Calls[0], "GET of a Pod", 40),
            new OrdinaryCallFacts(Calls[1], "PUT of a Lease, as kubelets do every 10 s", 20),
        ],
        Levels =
        [
            Level(0, 1, null), Level(0.25, 1.21, null), Level(0.5, 1.74, null),
            Level(1, 6.2, "2 of 12 rounds hold, and 6 are needed; e.g. load: the engine waited for a processor 30 % of the time"),
        ],
        SafeRate = new SafeRate(SafeRateKind.Measured, 437.3, 371.2, 512.8) { LimitedBy = "p99 of lease renewal" },
        Missing = ["storage reads: GET /metrics of the API server was answered with 403"],
    };

    public static BenchmarkResult Benchmark => SampleBenchmarks.Benchmark("side effects", "hello-app, beside ordinary calls") with
    {
        SideEffects = Measured,
    };

    public static SideEffectsResult With(SafeRate rate) => Measured with { SafeRate = rate, ClientRanFirst = true };

    private static SideEffectLevel Level(double share, double times, string? invalid) => new()
    {
        Share = share,
        AskedRate = share * 1210.4,
        AnsweredRate = share * 1208,
        Invalid = invalid,
        Errors = share == 1 ? new Dictionary<string, long> { ["503 <b>"] = 3, ["not sent by the end"] = 1_208 } : [],
        Calls =
        [
            .. Calls.Select(call => new CallAtLevel
            {
                Call = call,
                Answered = 480,
                Errors = share == 0.5 && call == Calls[1] ? new Dictionary<string, long> { ["timeout"] = 2 } : [],
                P50 = invalid is null ? Scaled(2.1, times) : null,
                P99 = invalid is null ? Scaled(9.7, times) : null,
                P50Times = share > 0 && invalid is null ? Scaled(1, times) : null,
                P99Times = share > 0 && invalid is null ? Scaled(1, times * 0.9) : null,
            }),
        ],
        Programs = share > 0 && invalid is null
            ? [new ProgramAtLevel("kube-apiserver", Scaled(640, 1)), new ProgramAtLevel("client", Scaled(140, 1))]
            : [],
        ApiServerMemory = (400 + (50 * share)) * 1048576,
        TimeWait = share * 30_000,
        Rounds = [.. Enumerable.Range(1, 6).Select(block => new SideEffectRound(block, 1, null, [], null, invalid))],
    };

    private static Interval Scaled(double value, double times) => new(value * times, value * times * 0.9, value * times * 1.15);
}
