using System.Text.Json.Serialization;

namespace Harness.Reports.Validation.Sarif;

/// <summary>As much of SARIF 2.1.0 as is written. Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html</summary>
internal sealed record SarifLog([property: JsonPropertyName("$schema")] string Schema, string Version, IReadOnlyList<SarifRun> Runs);

internal sealed record SarifRun(
    SarifTool Tool, IReadOnlyList<SarifInvocation> Invocations, string ColumnKind, IReadOnlyList<SarifResult> Results)
{
    /// <summary>What SARIF has no place for; null where there is nothing.</summary>
    public IReadOnlyDictionary<string, object>? Properties { get; init; }
}

internal sealed record SarifTool(SarifDriver Driver);

internal sealed record SarifDriver(string Name, string SemanticVersion, IReadOnlyList<SarifRule> Rules);

internal sealed record SarifRule(
    string Id, SarifText ShortDescription, SarifText FullDescription, SarifText Help, Uri? HelpUri,
    SarifConfiguration DefaultConfiguration);

internal sealed record SarifConfiguration(string Level);

internal sealed record SarifInvocation(bool ExecutionSuccessful, int ExitCode, IReadOnlyList<SarifNotification> ToolExecutionNotifications);

internal sealed record SarifNotification(string Level, SarifText Message);

internal sealed record SarifText(string Text);

internal sealed record SarifResult(
    string RuleId,
    int RuleIndex,
    string Level,
    SarifText Message,
    IReadOnlyList<SarifLocation> Locations,
    IReadOnlyList<SarifLocation>? RelatedLocations,
    IReadOnlyDictionary<string, string> PartialFingerprints,
    IReadOnlyList<SarifSuppression> Suppressions);

internal sealed record SarifLocation(
    int? Id, SarifPhysicalLocation? PhysicalLocation, IReadOnlyList<SarifLogicalLocation>? LogicalLocations, SarifText? Message);

internal sealed record SarifPhysicalLocation(SarifArtifactLocation ArtifactLocation, SarifRegion Region);

internal sealed record SarifArtifactLocation(string Uri, string? UriBaseId);

internal sealed record SarifRegion(int StartLine, int StartColumn);

internal sealed record SarifLogicalLocation(string FullyQualifiedName, string Kind);

internal sealed record SarifSuppression(string Kind, string Justification);
