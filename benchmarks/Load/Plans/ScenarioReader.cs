using Harness.Load.Engine;
using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Load.Plans;

/// <summary>Reads one scenario of a load plan.</summary>
internal static class ScenarioReader
{
    private const int MostThreads = 64;

    /// <summary>Reads it; what is wrong is among the reader's problems.</summary>
    /// <param name="entry">Its mapping.</param>
    /// <param name="folder">Where files of bodies lie.</param>
    /// <param name="names">Names of the scenarios before it.</param>
    public static PlannedScenario Read(FieldReader entry, string folder, HashSet<string> names)
    {
        entry.Only("name", "way", "warmUp", "timeout", "maxCopies", "threads", "steps", "simulations", "thresholds");
        var name = entry.RequiredText("name", "name the scenario");
        if (name.Length > 0 && !KubernetesName.IsLabel(name))
            entry.Refuse("name", $"is {Quoted.Of(name)}; write lower-case letters, digits and dashes: its files are named after it");
        else if (!names.Add(name))
            entry.Refuse("name", $"is {Quoted.Of(name)}, as an earlier scenario's; give each a name of its own");
        return new PlannedScenario(
            name,
            Way(entry),
            [.. entry.RequiredObjects("steps", "write its requests, e.g. - {path: /}").Select(step => RequestReader.Read(step, folder))],
            [.. entry.RequiredObjects("simulations", "write how much load, e.g. - keepConstant: {copies: 8, during: 30s}")
                .Select(SimulationReader.Read).OfType<LoadSimulation>()])
        {
            WarmUp = PlanFields.OptionalTime(entry, "warmUp") ?? TimeSpan.Zero,
            Timeout = PlanFields.OptionalTime(entry, "timeout") ?? TimeSpan.FromSeconds(10),
            MaxCopies = PlanFields.OptionalCount(entry, "maxCopies", PlanFields.MostCopies) ?? 1_000,
            Threads = PlanFields.OptionalCount(entry, "threads", MostThreads) ?? 1,
            Thresholds = [.. entry.Objects("thresholds").Select(ThresholdReader.Read).OfType<LoadThreshold>()],
        };
    }

    private static PlannedWay Way(FieldReader entry)
    {
        var way = entry.RequiredText("way", "write proxied or direct");
        if (way is not ("" or "proxied" or "direct"))
            entry.Refuse("way", $"is {Quoted.Of(way)}; write proxied or direct");
        return way == "direct" ? PlannedWay.Direct : PlannedWay.Proxied;
    }
}
