using Harness.Clusters;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Markdown;

/// <summary>Where and with what the run was made; unknown facts are left out.</summary>
internal static class FactSection
{
    public static void Write(MarkdownPage page, RunResults results)
    {
        page.Heading(2, "Facts");
        var (manifest, versions) = (results.Manifest, VersionText.In(results));
        var facts = Cluster(manifest.Cluster, versions).Concat(Run(manifest)).Where(fact => !string.IsNullOrEmpty(fact.Value));
        page.Table(["Fact", "Value"], facts.Select(fact => (IReadOnlyList<string>)[fact.Name, fact.Value!]));
    }

    private static (string Name, string? Value)[] Cluster(ClusterFacts? cluster, VersionComparison? versions) => cluster is null
        ? [("Cluster", "none: there was none when this was written")]
        :
        [
            ("Cluster", MarkdownText.Cell(cluster.Source) + (versions is null ? "" : ", and another like it")),
            ("Kubernetes", MarkdownText.Cell(versions is null ? cluster.KubernetesVersion : VersionText.Of(versions))),
            ("Container engine", Optional(cluster.Engine, MarkdownText.Cell)),
            ("Node image", NodeImages(cluster, versions)),
            ("hello-app image", Optional(cluster.HelloImage, MarkdownText.CodeCell)),
            ("Direct route", Optional(cluster.DirectRoute, MarkdownText.Cell)),
            ("Cluster start", string.Join("<br>", cluster.StartPhases.Select(Phase))),
        ];

    private static (string Name, string? Value)[] Run(RunManifest manifest) =>
    [
        ("Host", Host(manifest.Host)),
        ("Processor", Optional(manifest.Host.Processor, MarkdownText.Cell)),
        ("Kernel", Optional(manifest.Host.Kernel, MarkdownText.Cell)),
        ("Governor", Optional(manifest.Host.Governor, MarkdownText.Cell)),
        ("Load", manifest.HostUse is { } use ? Load(use) : null),
        ("Command", MarkdownText.CodeCell(manifest.Command)),
        ("Harness", MarkdownText.Cell(manifest.HarnessVersion)),
        ("Commit", Optional(manifest.GitCommit, MarkdownText.CodeCell)),
        ("Started", Figures.Moment(manifest.Started)),
        ("Finished", manifest.Finished is { } end ? $"{Figures.Moment(end)}, after {Figures.Duration(end - manifest.Started)}" : "not yet"),
        ("Exit code", manifest.ExitCode is { } code ? Figures.Count(code) : null),
        ("Run", MarkdownText.CodeCell(manifest.Id)),
    ];

    private static string? NodeImages(ClusterFacts cluster, VersionComparison? versions) => versions is null
        ? Optional(cluster.NodeImage, MarkdownText.CodeCell)
        : string.Join("<br>", new[] { ("A", versions.A), ("B", versions.B) }.Where(one => one.Item2.NodeImage is not null)
            .Select(one => $"{one.Item1}: {MarkdownText.CodeCell(one.Item2.NodeImage!)}"));

    private static string Phase(Measurement phase) => $"{MarkdownText.Cell(phase.Name)}: {MeasurementSection.Value(phase)}";

    private static string Host(HostFacts host) =>
        $"{MarkdownText.Cell(host.OperatingSystem)}, {Figures.Counted(host.Cores, "core")}, {Figures.Memory(host.MemoryBytes)}, "
        + $".NET {MarkdownText.Cell(host.DotNetVersion)}";

    private static string Load(HostUse use) => string.Join("; ", new[]
    {
        use.LoadAverageAtStart is { } start ? $"load average {Figures.Number(start)} before the run" : null,
        use.LoadAverageAtEnd is { } end ? $"{Figures.Number(end)} at its end" : null,
        use.StolenShare is { } stolen
            ? $"{Figures.Number(stolen * 100)} % of the processors' time given to others by the hypervisor" : null,
    }.OfType<string>());

    private static string? Optional(string? value, Func<string, string> write) => value is null ? null : write(value);
}
