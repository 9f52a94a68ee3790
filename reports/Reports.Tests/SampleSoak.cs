using Harness.Results;

namespace Harness.Reports.Tests;

/// <summary>A soak with every verdict, a disturbed window, errors, and something that is not known.</summary>
internal static class SampleSoak
{
    public static BenchmarkResult Benchmark { get; } = new()
    {
        Name = "soak",
        Target = "hello-app, 1 replica, GET / through the proxy at a constant rate",
        Comparisons = [],
        Started = new DateTimeOffset(2026, 1, 31, 22, 2, 0, TimeSpan.Zero),
        Duration = TimeSpan.FromMinutes(121),
        Soak = new SoakResult
        {
            Capacity = 1640,
            InFlight = 8,
            Rate = 820,
            Margin = 0.05,
            Renewals = 15,
            TokenSeconds = 600,
            Windows = [Window(15, null), Window(46, "pod hello-app-<1> was restarted (OOMKilled, exit code 137)"), Window(7184, null)],
            Trends =
            [
                new("answered", "requests/s", 239, 819.8, new(0.01, -0.2, 0.3), TrendVerdict.Steady),
                new(SoakTrend.Failed, "% of requests", 239, 0, new(0, 0, 0), TrendVerdict.Steady),
                new("p99", "ms", 239, 4.21, new(0.02, -0.4, 0.5), TrendVerdict.Undecided),
                new("API server's memory", "MiB", 239, 611, new(84, 79.5, 90.1), TrendVerdict.Rising),
                new("node: sockets in TIME_WAIT", "", 239, 28_140, new(-3000, -3400, -2500), TrendVerdict.Falling),
                new("direct p50 (control)", "ms", 4, 0.05, null, TrendVerdict.Undecided),
            ],
            Missing = ["API server's memory: GET /metrics was answered with 403"],
        },
    };

    private static SoakWindow Window(double at, string? invalid) => new(
        at, 30, 24_600, 820, 1.3, 4.2, invalid is null ? new Dictionary<string, long>() : new() { ["502 Bad Gateway"] = 31 },
        new SoakLook(640_000_000, 120_000_000, 31_000_000, 40, 9, 28_000))
    {
        Invalid = invalid,
    };
}
