using System.Text.Json;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Findings;
using Harness.Rbac.Loading;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;

namespace Harness.Tests.Rbac.Findings;

/// <summary>A sample of the catalogue: a policy, manifests, and what is to be found in them.</summary>
internal sealed record RbacSample(string Folder)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };

    public static IReadOnlyList<RbacSample> All { get; } =
    [
        .. Directory.EnumerateDirectories(Path.Combine(RepositoryRoot.Find(), "harness", "Harness.Tests", "Rbac", "Samples"))
            .Order(StringComparer.Ordinal).Select(folder => new RbacSample(folder)),
    ];

    public string Name => Path.GetFileName(Folder);

    public IReadOnlyList<ExpectedFinding> Expected { get; } =
        JsonSerializer.Deserialize<ExpectedFindings>(File.ReadAllText(Path.Combine(Folder, "expected.json")), Json)!.Findings;

    public AccessPolicy Policy { get; } = AccessPolicies.ReadFiles([Path.Combine(Folder, "policy.yaml")]);

    public RbacSnapshot Snapshot { get; } = new ManifestSnapshot().Read(Path.Combine(Folder, "manifests"), CancellationToken.None);

    /// <summary>What is found, as the expectation writes it.</summary>
    public IReadOnlyList<ExpectedFinding> Found() =>
        [.. RbacAnalysis.Analyse(new IndexedRbac(Snapshot), Policy, new DateOnly(2026, 11, 24)).Select(finding => new ExpectedFinding(
            finding.Rule.Id, finding.On, Path.GetRelativePath(
                Folder, finding.Location!.File), finding.Location.Line, finding.SuppressedBy is not null))];

    public override string ToString() => Name;

    private sealed record ExpectedFindings(IReadOnlyList<ExpectedFinding> Findings);
}

/// <summary>A finding by what tells it from others.</summary>
internal sealed record ExpectedFinding(string Rule, string On, string File, int Line, bool Accepted = false);
