using Harness.Results;

namespace Harness.Reports.Tests;

/// <summary>Two versions whose direct way is the same and whose proxy is not, with a way that one of them did not answer.</summary>
internal static class SampleVersions
{
    public static BenchmarkResult Benchmark { get; } = new()
    {
        Name = "versions",
        Target = "hello-app, 1 replica, GET /, on two clusters",
        Comparisons = [],
        Started = new DateTimeOffset(2026, 1, 31, 22, 2, 0, TimeSpan.Zero),
        Duration = TimeSpan.FromMinutes(4),
        Versions = new VersionComparison(
            new("built-in", "v1.20.2", "harness.local/node:1 (sha256:1)"),
            new("v1.36<b>", "v1.36.2", "harness.local/node:2 (sha256:2)"),
            new LadderResult
            {
                Seed = 3,
                Margin = 0.03,
                Cells =
                [
                    Cell("A: direct", 21000, 0.36), Cell("B: direct", 20900, 0.361),
                    Cell("A: proxy", 1640, 4.7), Cell("B: proxy", 1810, 4.2),
                    Cell("A: API server: /version", 9000, 0.8),
                ],
                Steps =
                [
                    Step("direct", new(0.996, 0.985, 1.01), ChangeVerdict.Same),
                    Step("proxy", new(1.1, 1.07, 1.14), ChangeVerdict.More),
                    Step("API server: /version", null, ChangeVerdict.Inconclusive),
                ],
                Controls = [],
            }),
    };

    private static LadderCell Cell(string rung, double perSecond, double p50) => new()
    {
        Rung = rung,
        Via = "loopback, HTTP/1.1",
        Connections = 8,
        Rounds = [new LadderRound(1, 1, 0.4, (long)(perSecond * 0.4), 0, perSecond, p50, 3 * p50)],
        Latency = new LatencyFigures(p50, 2 * p50, 3 * p50, 4 * p50),
        Errors = new Dictionary<string, long>(),
    };

    private static LadderStep Step(string rung, Interval? ratio, ChangeVerdict verdict) => new()
    {
        Rung = VersionComparison.OnB(rung),
        Against = VersionComparison.OnA(rung),
        Connections = 8,
        Blocks = ratio is null ? 0 : 20,
        AddedLatency = ratio is null ? null : new Interval(-0.5, -0.7, -0.3),
        Throughput = ratio,
        Verdict = verdict,
    };
}
