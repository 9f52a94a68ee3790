using Harness.Reports.JUnit;
using Harness.Reports.Summary;

namespace Harness.Reports;

/// <summary>junit.xml, for CI systems: a test case for each scenario, each cell of the access matrix, and each rule of a gate.</summary>
internal sealed class JUnitReport : IReportExporter
{
    /// <summary>What cases there are, in their order: whatever else is judged joins here.</summary>
    private static readonly Func<ReportInput, IEnumerable<JUnitCase>>[] Cases =
    [
        input => ScenarioCases.Of(input.Results),
        input => CellCases.Of(input.Results),
        input => ScenarioCases.OfState(input.Results),
        input => GateCases.Of(input.Gate),
    ];

    /// <inheritdoc/>
    public string FileName => "junit.xml";

    /// <inheritdoc/>
    public void Write(ReportInput input, TextWriter writer)
    {
        var (manifest, scenarios) = (input.Results.Manifest, input.Results.Scenarios);
        var suite = new JUnitSuite(
            "Harness",
            TimeSpan.FromTicks(scenarios.Sum(scenario => scenario.Duration.Ticks)),
            ("run", manifest.Id),
            ("command", manifest.Command),
            ("gitCommit", manifest.GitCommit),
            ("cluster", manifest.Cluster?.Source),
            ("kubernetesVersion", manifest.Cluster?.KubernetesVersion),
            ("verdict", RunSummary.Of(input.Results).Headline))
        { Started = manifest.Started };
        JUnitXml.Write(writer, suite, [.. Cases.SelectMany(cases => cases(input))]);
    }
}
