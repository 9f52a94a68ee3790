using Harness.Load.Engine;
using Harness.Rbac.Yaml;

namespace Harness.Load.Plans;

/// <summary>Reads what ends a scenario early.</summary>
internal static class ThresholdReader
{
    private static readonly Dictionary<string, Func<FieldReader, LoadThreshold?>> Kinds = new()
    {
        ["errorsAbove"] = Errors,
        ["latencyAbove"] = Latency,
    };

    /// <summary>Reads one; null when something is wrong with it.</summary>
    public static LoadThreshold? Read(FieldReader entry) => PlanFields.Choice(entry, Kinds);

    private static LoadThreshold? Errors(FieldReader one) =>
        PlanFields.Share(one.Only("share"), "share") is { } share ? LoadThreshold.ErrorShareAbove(share) : null;

    private static LoadThreshold? Latency(FieldReader one)
    {
        one.Only("quantile", "limit");
        return (PlanFields.Share(one, "quantile"), PlanFields.Time(one, "limit")) is ({ } quantile, { } limit)
            ? LoadThreshold.LatencyAbove(quantile, limit)
            : null;
    }
}
