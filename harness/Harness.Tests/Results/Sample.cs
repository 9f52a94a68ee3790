using Harness.Clusters;
using Harness.Results;

namespace Harness.Tests.Results;

/// <summary>Small results for the tests of the store.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Start = new(2026, 1, 31, 23, 59, 59, TimeSpan.Zero);

    public static RunManifest Manifest(string id, DateTimeOffset started) => new()
    {
        Id = id,
        State = RunState.Running,
        Started = started,
        Command = "./run.sh --cluster offline",
        HarnessVersion = "0.1.0",
        Host = new HostFacts("Debian 13", 2, 8L << 30, "10.0.0"),
    };

    public static ScenarioResult Scenario(string name, ScenarioOutcome outcome = ScenarioOutcome.Passed, params string[] claims) => new()
    {
        Name = name,
        Title = $"The call behind {name} → is \"allowed\"",
        Claims = claims,
        Outcome = outcome,
        Reason = outcome == ScenarioOutcome.Passed ? null : $"{outcome} for a reason",
        Observations = [new Observation("call without a grant", "Forbidden", "Forbidden", true, "GET /api as consumer → 403 Forbidden")],
        Cells = [new MatrixCell("HTTP methods by granted verb", "get", "GET", "Allowed", "Allowed")],
        Measurements = [new Measurement("first 403 after revocation", 0.25, "s"), new Measurement("a ratio over nothing", double.NaN, "")],
        Attachments = [new Attachment("the page", "attachments/Web.C16/page.png")],
        Started = Start.AddTicks(1234567),
        // A tick less when seconds are cut off instead of rounded.
        Duration = TimeSpan.FromTicks(1250005),
    };

    public static BenchmarkResult Benchmark(string name) => new()
    {
        Name = name,
        Target = "hello-app, 1 replica, GET /",
        Comparisons = [new Comparison(Route("proxied", 1287, 24), Route("direct", 35112, 0.8))],
        Started = Start,
        Duration = TimeSpan.FromSeconds(42.5),
    };

    private static RouteFigures Route(string route, double perSecond, double p50) => new()
    {
        Route = route,
        Via = "node's bridge address 172.17.0.2:30080",
        Connections = 32,
        Rounds = [new RoundFigures(10.01, (long)(perSecond * 10), 2, perSecond)],
        RequestsPerSecond = perSecond,
        Latency = new LatencyFigures(p50, p50 * 1.5, p50 * 2.5, p50 * 5),
        Requests = (long)(perSecond * 10),
        Errors = new Dictionary<string, long> { ["Connection reset"] = 2 },
    };
}
