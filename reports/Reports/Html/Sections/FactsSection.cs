using Harness.Clusters;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Sections;

/// <summary>Where and with what the run was made, its files, and how to make it again; unknown facts are left out.</summary>
internal sealed class FactsSection : IHtmlSection
{
    /// <inheritdoc/>
    public HtmlSection? Of(ReportInput input)
    {
        var results = input.Results;
        var facts = Cluster(results.Manifest.Cluster).Concat(Run(results.Manifest)).Concat(Seeds(results));
        var model = new FactsModel(
            [.. facts.Where(fact => !string.IsNullOrEmpty(fact.Value)).Select(fact => new FactModel(fact.Name, fact.Value!))],
            [.. Files(results)], Checkout(results.Manifest.GitCommit), results.Manifest.Command);
        return new HtmlSection("facts", "Facts, files, and how to repeat it", HtmlTemplates.Fill("Sections.facts", model));
    }

    private static IEnumerable<(string Name, string? Value)> Cluster(ClusterFacts? cluster)
    {
        if (cluster is null)
            return [("Cluster", "none: there was none when this was written")];
        return
        [
            ("Cluster", cluster.Source),
            ("Kubernetes", cluster.KubernetesVersion),
            ("Container engine", cluster.Engine),
            ("Node image", cluster.NodeImage),
            ("hello-app image", cluster.HelloImage),
            .. (cluster.Images ?? new Dictionary<string, string>()).OrderBy(image => image.Key, StringComparer.Ordinal)
                .Select(image => ($"{image.Key} image", (string?)image.Value)),
            ("Direct route", cluster.DirectRoute),
            ("Cluster start", string.Join(", ", cluster.StartPhases.Select(phase => $"{phase.Name}: {MeasurementsSection.Value(phase)}"))),
        ];
    }

    private static IEnumerable<(string Name, string? Value)> Run(RunManifest manifest) =>
    [
        ("Host", Host(manifest.Host)),
        ("Processor", manifest.Host.Processor),
        ("Kernel", manifest.Host.Kernel),
        ("Governor", manifest.Host.Governor),
        ("Load", manifest.HostUse is { } use ? Load(use) : null),
        ("Harness", manifest.HarnessVersion),
        ("Commit", manifest.GitCommit),
        ("Started", Figures.Moment(manifest.Started)),
        ("Finished", manifest.Finished is { } end ? $"{Figures.Moment(end)}, after {Figures.Duration(end - manifest.Started)}" : "not yet"),
        ("Exit code", manifest.ExitCode is { } code ? Figures.Count(code) : null),
        ("Run", manifest.Id),
        ("Only claim asked about", manifest.AskedClaim),
    ];

    private static IEnumerable<(string Name, string? Value)> Seeds(RunResults results) =>
        from benchmark in results.Benchmarks
        let seed = benchmark.Ladder?.Seed ?? benchmark.SideEffects?.Seed
        where seed is not null
        select ($"Seed of {benchmark.Name}", (string?)FormattableString.Invariant($"{seed}"));

    private static string Host(HostFacts host) =>
        $"{host.OperatingSystem}, {Figures.Counted(host.Cores, "core")}, {Figures.Memory(host.MemoryBytes)}, .NET {host.DotNetVersion}";

    private static string Load(HostUse use) => string.Join("; ", new[]
    {
        use.LoadAverageAtStart is { } start ? $"load average {Figures.Number(start)} before the run" : null,
        use.LoadAverageAtEnd is { } end ? $"{Figures.Number(end)} at its end" : null,
        use.StolenShare is { } stolen
            ? $"{Figures.Number(stolen * 100)} % of the processors' time given to others by the hypervisor" : null,
    }.OfType<string>());

    private static IEnumerable<FileModel> Files(RunResults results)
    {
        yield return new FileModel("run.json", "what ran, when, where and with what");
        if (results.Scenarios.Count > 0)
            yield return new FileModel("scenarios.json", "everything that scenarios saw");
        if (results.Benchmarks.Count > 0)
            yield return new FileModel("benchmarks.json", "everything that was measured");
        yield return new FileModel("report.md", "this report for a pull request");
        yield return new FileModel("junit.xml", "this report for a CI system");
    }

    /// <summary>What leads to the same sources; empty where no commit is known. What was not committed cannot be had again.</summary>
    private static string Checkout(string? commit)
    {
        if (commit is null || !commit.Split('-')[0].All(char.IsAsciiHexDigit))
            return "";
        var isDirty = commit.EndsWith("-dirty", StringComparison.Ordinal);
        return $"git checkout {commit.Split('-')[0]}{(isDirty ? " # and changes that were not committed" : "")}";
    }

    private sealed record FactsModel(IReadOnlyList<FactModel> Facts, IReadOnlyList<FileModel> Files, string Checkout, string Command);

    private sealed record FactModel(string Name, string Value);

    private sealed record FileModel(string Name, string What);
}
