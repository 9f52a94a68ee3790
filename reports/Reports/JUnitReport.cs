using System.Globalization;
using System.Xml;
using Harness.Results;

namespace Harness.Reports;

/// <summary>junit.xml, for CI systems: a test case for each scenario.</summary>
public sealed class JUnitReport : IReportExporter
{
    /// <inheritdoc/>
    public string FileName => "junit.xml";

    /// <inheritdoc/>
    public void Write(RunResults results, TextWriter writer)
    {
        // By hand, since XmlWriter would name the TextWriter's encoding, which for a string is UTF-16.
        writer.Write("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        var settings = new XmlWriterSettings { OmitXmlDeclaration = true, Indent = true, NewLineChars = "\n", CloseOutput = false };
        using (var xml = XmlWriter.Create(writer, settings))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteStartElement("testsuite");
            WriteSuite(xml, results);
            foreach (var scenario in results.Scenarios)
                JUnitCase.Write(xml, scenario);
            if (RunSummary.Of(results).IsPartial)
                JUnitCase.WritePartial(xml, results.Manifest);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        writer.Write('\n');
    }

    private static void WriteSuite(XmlWriter xml, RunResults results)
    {
        var (manifest, summary) = (results.Manifest, RunSummary.Of(results));
        var extra = summary.IsPartial ? 1 : 0;
        xml.Attribute("name", "Harness");
        xml.Attribute("timestamp", manifest.Started.UtcDateTime.ToString("yyyy-MM-dd'T'HH':'mm':'ss", CultureInfo.InvariantCulture));
        xml.Attribute("tests", Figure(summary.Scenarios + extra));
        xml.Attribute("failures", Figure(summary.Failed));
        xml.Attribute("errors", Figure(summary.Undecided + extra));
        xml.Attribute("skipped", Figure(summary.Skipped));
        xml.Attribute("time", JUnitXml.Seconds(TimeSpan.FromTicks(results.Scenarios.Sum(scenario => scenario.Duration.Ticks))));
        xml.Properties(
            ("run", manifest.Id),
            ("command", manifest.Command),
            ("gitCommit", manifest.GitCommit),
            ("cluster", manifest.Cluster?.Source),
            ("kubernetesVersion", manifest.Cluster?.KubernetesVersion),
            ("verdict", summary.Headline));
    }

    private static string Figure(int value) => value.ToString(CultureInfo.InvariantCulture);
}
