using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Head;

/// <summary>A fact with its name.</summary>
internal sealed record FactModel(string Name, string Value);

/// <summary>On what was it measured? The rest is among the facts.</summary>
internal static class GroundCard
{
    public static IEnumerable<FactModel> Of(RunManifest manifest)
    {
        if (manifest.Cluster is { } cluster)
        {
            yield return new FactModel("Kubernetes", $"{cluster.KubernetesVersion} ({cluster.Source} cluster)");
            if (cluster.NodeImage is { } image)
                yield return new FactModel("Node", image);
        }

        var host = manifest.Host;
        var machine = $"{host.OperatingSystem}, {Figures.Counted(host.Cores, "core")}, {Figures.Memory(host.MemoryBytes)}";
        yield return new FactModel("Host", host.Processor is { } processor ? $"{machine}, {processor}" : machine);
        var version = manifest.HarnessVersion;
        yield return new FactModel("Harness", manifest.GitCommit is { } commit ? $"{version}, commit {commit}" : version);
        yield return new FactModel("Command", manifest.Command);
    }
}
