using Json.Schema;

namespace Harness.Reports.Tests.Headlines;

/// <summary>Schemas that the repository publishes.</summary>
internal static class SchemaText
{
    /// <summary>report.json's.</summary>
    public static JsonSchema RunReport { get; } = Read("Headlines", "run-report.schema.json");

    /// <summary>A gate's.</summary>
    public static JsonSchema Gate { get; } = Read("Gates", "gate.schema.json");

    private static JsonSchema Read(params string[] path) =>
        JsonSchema.FromText(File.ReadAllText(Path.Combine([RepositoryRoot.Find(), "reports", "Reports", .. path])));
}
