using Harness.Results;

namespace Harness.Reports.Tests;

/// <summary>A ladder with every verdict, errors, a rung that answered nothing, and a control.</summary>
internal static class SampleLadder
{
    private static readonly string[] Programs = ["kube-apiserver", "etcd", "hello-app", "client", "kubelet", "<b>", "containerd"];

    public static LadderResult Ladder { get; } = new()
    {
        Seed = 42,
        Margin = 0.03,
        Cells =
        [
            Cell("direct", 1, 3000, 0.31), Cell("proxy", 1, 410, 2.3), Cell("proxy: HTTP/2", 1, 412, 2.29),
            Cell("proxy: once more", 1, 395, 2.4),
            Invalid(Cell("direct", 32, 35000, 0.84)), Cell("proxy", 32, 1290, 24.4, ("503 <b>", 17)), Cell("proxy: HTTP/2", 32, 1900, 16),
            Cell("proxy: once more", 32, 0, 0, ("timeout", 240)),
        ],
        Steps =
        [
            Step("proxy", "direct", 1, new(0.137, 0.131, 0.143), ChangeVerdict.Less),
            Step("proxy: HTTP/2", "proxy", 1, new(1.005, 0.99, 1.02), ChangeVerdict.Same),
            Step("proxy", "direct", 32, new(0.0369, 0.03, 0.041), ChangeVerdict.Less),
            Step("proxy: HTTP/2", "proxy", 32, new(1.47, 1.2, 1.8), ChangeVerdict.More),
        ],
        Controls =
        [
            Step("proxy: once more", "proxy", 1, new(0.96, 0.93, 0.99), ChangeVerdict.Less),
            Step("proxy: once more", "proxy", 32, null, ChangeVerdict.Inconclusive),
        ],
        Disturbed =
        [
            Disturbed("proxy", 3, "pod hello-app-<1> was restarted (Error, exit code 137)"),
            Disturbed("direct", 5, "9 × 401 Unauthorized: the token of ns/consumer had expired, and is renewed"),
            Disturbed("direct", 5, "9 × 401 Unauthorized: the token of ns/consumer had expired, and is renewed"),
        ],
        Unwatched = "Whether pods were restarted is not known of every round: listing them was answered 403",
        Skipped = [new("pod address", "this host has no route to the pods' network <b>")],
        Processors =
        [
            new("direct", 8, "hello-app", new Interval(31, 29.5, 33)),
            .. Programs.Index().Select(program => new ProcessorCost(
                "proxy", 8, program.Item, new Interval(812 / (program.Index + 1), 790 / (program.Index + 1), 840 / (program.Index + 1)))),
        ],
    };

    private static DisturbedRound Disturbed(string rung, int block, string cause) => new(
        rung, 32, new LadderRound(block, 2, 0.4, 12, 9, 30, 1.2, 8), new Dictionary<string, long> { ["connection reset"] = 9 }, cause);

    /// <summary>Two sizes, the smaller with rounds that do not hold, and one that only the direct way was measured at.</summary>
    public static LadderResult Bodies { get; } = new()
    {
        Seed = 42,
        Margin = 0.03,
        Cells =
        [
            Sized("direct, 102 bytes", 102, 15000), Sized("proxy, 102 bytes", 102, 900, "the engine was busy 97 % of the time"),
            Sized("direct, 10485760 bytes", 10 << 20, 90),
            Sized("proxy, 10485760 bytes", 10 << 20, 31) with { Errors = new Dictionary<string, long> { ["timeout"] = 3 } },
            Sized("direct, 102400 bytes", 100 << 10, 4000),
        ],
        Steps =
        [
            Step("proxy, 102 bytes", "direct, 102 bytes", 8, new(0.06, 0.05, 0.07), ChangeVerdict.Less),
            Step("proxy, 10485760 bytes", "direct, 10485760 bytes", 8, new(0.344, 0.31, 0.38), ChangeVerdict.Less),
        ],
        Controls = [],
    };

    /// <summary>One way that is compared with both, one that fails now and then, and one that the cluster has not.</summary>
    public static LadderResult Alternatives { get; } = new()
    {
        Seed = 42,
        Margin = 0.03,
        Cells =
        [
            Needing(Cell("direct", 8, 12000, 0.6), "nobody is authenticated"), Needing(Cell("proxy", 8, 900, 8.5), "a token <b>"),
            Needing(Cell("nginx stand-alone", 8, 640, 12), "a password, bcrypt cost 4"),
            Needing(Cell("kubectl port-forward", 8, 2200, 3.4, ("connection reset", 3)), "a kubectl"),
        ],
        Steps =
        [
            Step("proxy", "direct", 8, new(0.075, 0.07, 0.08), ChangeVerdict.Less),
            Step("nginx stand-alone", "direct", 8, new(0.053, 0.05, 0.06), ChangeVerdict.Less),
            Step("nginx stand-alone", "proxy", 8, new(0.71, 0.68, 0.75), ChangeVerdict.Less),
            Step("kubectl port-forward", "direct", 8, new(0.18, 0.16, 0.2), ChangeVerdict.Less),
            Step("kubectl port-forward", "proxy", 8, new(2.4, 2.2, 2.7), ChangeVerdict.More),
        ],
        Controls = [],
        Skipped = [new("ingress", "the cluster has no IngressClass <b>")],
    };

    private static LadderCell Needing(LadderCell cell, string needs) => cell with { Needs = needs };

    private static LadderCell Invalid(LadderCell cell) => cell with
    {
        Rounds = [cell.Rounds[0] with { Invalid = "the engine was busy <b>" }, .. cell.Rounds.Skip(1)],
    };

    private static LadderCell Sized(string rung, long bytes, double perSecond, string? invalid = null)
    {
        var cell = Cell(rung, 8, perSecond, 8000 / perSecond);
        return cell with { BodyBytes = bytes, Rounds = [.. cell.Rounds.Select(round => round with { Invalid = invalid })] };
    }

    private static LadderCell Cell(
        string rung, int connections, double perSecond, double p50, params (string Kind, long Count)[] errors) => new()
        {
            Rung = rung,
            Via = rung == "direct" ? "node's bridge address 172.17.0.2:30080, HTTP/1.1" : "API server 172.17.0.2:6443, HTTP/1.1",
            Connections = connections,
            Rounds =
        [
            .. new[] { 0.97, 1, 1.02 }.Index().Select(round => new LadderRound(
                round.Index + 1, 1, 0.91, (long)(perSecond * 0.9), 0, perSecond * round.Item, p50, p50 * 2.5)),
        ],
            Latency = new LatencyFigures(p50, p50 * 1.6, p50 * 2.5, p50 * 9),
            Errors = errors.ToDictionary(error => error.Kind, error => error.Count),
        };

    private static LadderStep Step(string rung, string against, int connections, Interval? throughput, ChangeVerdict verdict) => new()
    {
        Rung = rung,
        Against = against,
        Connections = connections,
        Blocks = throughput is null ? 0 : 12,
        AddedLatency = throughput is null ? null : new Interval(1.99, 1.7, 2.31),
        Throughput = throughput,
        Verdict = verdict,
    };
}
