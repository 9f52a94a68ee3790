using System.Globalization;
using System.Xml;
using Harness.Reports.JUnit;
using Harness.Reports.Summary;
using Harness.Results;

namespace Harness.Reports;

/// <summary>junit.xml, for CI systems: a test case for each scenario.</summary>
internal sealed class JUnitReport : IReportExporter
{
    /// <inheritdoc/>
    public string FileName => "junit.xml";

    /// <inheritdoc/>
    public void Write(ReportInput input, TextWriter writer) => JUnitXml.WriteSuite(writer, xml =>
    {
        var results = input.Results;
        WriteHead(xml, results);
        foreach (var scenario in results.Scenarios)
            JUnitCase.Write(xml, scenario);
        if (RunSummary.Of(results).IsPartial)
            JUnitCase.WritePartial(xml, results.Manifest);
    });

    private static void WriteHead(XmlWriter xml, RunResults results)
    {
        var (manifest, summary) = (results.Manifest, RunSummary.Of(results));
        var extra = summary.IsPartial ? 1 : 0;
        xml.Attribute("name", "Harness");
        xml.Attribute("timestamp", manifest.Started.UtcDateTime.ToString("yyyy-MM-dd'T'HH':'mm':'ss", CultureInfo.InvariantCulture));
        xml.Attribute("tests", summary.Scenarios + extra);
        xml.Attribute("failures", summary.Failed);
        xml.Attribute("errors", summary.Undecided + extra);
        xml.Attribute("skipped", summary.Skipped);
        xml.Attribute("time", JUnitXml.Seconds(TimeSpan.FromTicks(results.Scenarios.Sum(scenario => scenario.Duration.Ticks))));
        xml.Properties(
            ("run", manifest.Id),
            ("command", manifest.Command),
            ("gitCommit", manifest.GitCommit),
            ("cluster", manifest.Cluster?.Source),
            ("kubernetesVersion", manifest.Cluster?.KubernetesVersion),
            ("verdict", summary.Headline));
    }
}
