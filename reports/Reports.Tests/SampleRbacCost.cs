using Harness.Results;

namespace Harness.Reports.Tests;

/// <summary>An added latency, a cell without figures, errors, a round that does not hold, and a revocation not seen in time.</summary>
internal static class SampleRbacCost
{
    private static readonly string[] Growths = ["bindings of others", "rules"];

    public static BenchmarkResult Benchmark => SampleBenchmarks.Benchmark("rbac-cost", "GET of a ConfigMap") with
    {
        RbacCost = new RbacCostResult
        {
            Seed = 42,
            Growths = [new(Growths[0], "RoleBindings of other subjects"), new(Growths[1], "rules in one <b>role</b>")],
            Steps = [Step(1, false), Step(10_000, false), Step(1, true)],
            Delays =
            [
                Delay(RbacChange.Grant, 1, 1.61, 48, 0.52, new RbacDelayRound(1.61, 1, 0.52, new Dictionary<string, long>())),
                Delay(RbacChange.Revocation, 10_000, 4.2, 0, null, new RbacDelayRound(null, 9, 3, Errors(("503 <b>", 2)))),
            ],
            ClientRanFirst = true,
        },
    };

    public static BenchmarkResult LeftOut => SampleBenchmarks.Benchmark("rbac-cost", "GET of a ConfigMap") with
    {
        RbacCost = new RbacCostResult
        {
            Seed = 1,
            Growths = [],
            Steps = [],
            Delays = [],
            NotMeasured = "ask for it with --parts rbac-cost",
        },
    };

    private static RbacCostStep Step(int size, bool isRemoved) => new(
        size,
        isRemoved,
        [
            .. from call in Enum.GetValues<RbacCall>()
               from growth in Growths.Prepend(null)
               select Cell(growth, call, size),
        ],
        [
            .. from block in Enumerable.Range(1, 8)
               from call in Enum.GetValues<RbacCall>()
               from growth in Growths.Prepend(null)
               select Round(block, growth, call, size),
        ]);

    private static RbacCostRound Round(int block, string? growth, RbacCall call, int size)
    {
        var isRefused = (growth, call, size) is ("rules", RbacCall.Denied, > 1);
        return new RbacCostRound(
            block, 1, growth, call, new LatencyCounts(isRefused ? [] : [310, 40]), isRefused ? Errors(("200 OK", 150)) : Errors(),
            growth is null && size > 1 && block == 3 ? "the engine waited for a processor 30 % of the time" : null);
    }

    private static RbacCostCell Cell(string? growth, RbacCall call, int size)
    {
        var more = growth is null || size == 1 ? 0 : 1.37;
        return (growth, call, size) is ("rules", RbacCall.Denied, > 1)
            ? new RbacCostCell(growth, call, null, null, null, Errors(("timeout", 3), ("200 OK", 1_204)))
            : new RbacCostCell(
                growth,
                call,
                new LatencyFigures(0.31 + more, 0.4 + more, 1.2 + more, 9),
                growth is null ? null : new Interval(1 + more, 0.97 + more, 1.04 + more),
                growth is null ? null : new Interval(0.01 + more, -0.02 + more, 0.04 + more),
                Errors());
    }

    private static RbacDelay Delay(RbacChange change, int size, double p50, int atOnce, double? call, RbacDelayRound last) => new(
        change, size, new LatencyFigures(p50, p50 * 1.5, p50 * 4, p50 * 9), atOnce, call,
        [.. Enumerable.Repeat(new RbacDelayRound(p50, 0, null, new Dictionary<string, long>()), 49), last]);

    private static Dictionary<string, long> Errors(params (string Kind, long Count)[] kinds) =>
        kinds.ToDictionary(kind => kind.Kind, kind => kind.Count);
}
