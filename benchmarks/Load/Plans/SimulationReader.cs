using Harness.Load.Engine;
using Harness.Rbac.Yaml;

namespace Harness.Load.Plans;

/// <summary>Reads load simulations and thresholds: mappings with one field, whose name says which it is.</summary>
internal static class SimulationReader
{
    private static readonly Dictionary<string, Func<FieldReader, LoadSimulation?>> Kinds = new()
    {
        ["keepConstant"] = one => Closed(one, least: 1, LoadSimulation.KeepConstant),
        ["rampingConstant"] = one => Closed(one, least: 0, LoadSimulation.RampingConstant),
        ["inject"] = one => Open(one.Only("rate", "interval", "during"), LoadSimulation.Inject),
        ["rampingInject"] = one => Open(one.Only("rate", "interval", "during"), LoadSimulation.RampingInject),
        ["injectRandom"] = Random,
        ["pause"] = one => PlanFields.Time(one.Only("during"), "during") is { } during ? LoadSimulation.Pause(during) : null,
    };

    /// <summary>Reads one; null when something is wrong with it.</summary>
    public static LoadSimulation? Read(FieldReader entry) => PlanFields.Choice(entry, Kinds);

    private static LoadSimulation? Closed(FieldReader one, int least, Func<int, TimeSpan, LoadSimulation> make)
    {
        one.Only("copies", "during");
        return (PlanFields.Count(one, "copies", least, PlanFields.MostCopies), PlanFields.Time(one, "during")) is ({ } copies, { } during)
            ? make(copies, during)
            : null;
    }

    private static LoadSimulation? Open(FieldReader one, Func<double, TimeSpan, TimeSpan, LoadSimulation> make)
    {
        var interval = one.Has("interval") ? PlanFields.Time(one, "interval") : TimeSpan.FromSeconds(1);
        return (PlanFields.Rate(one, "rate"), interval, PlanFields.Time(one, "during")) is ({ } rate, { } every, { } during)
            ? make(rate, every, during)
            : null;
    }

    private static LoadSimulation? Random(FieldReader one)
    {
        var seed = one.Only("rate", "interval", "during", "seed").Number("seed") ?? 1;
        return Open(one, (rate, interval, during) => LoadSimulation.InjectRandom(rate, interval, during, seed));
    }
}
