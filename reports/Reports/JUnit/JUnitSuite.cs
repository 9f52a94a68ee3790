using System.Globalization;
using System.Xml;

namespace Harness.Reports.JUnit;

/// <summary>The head of a <c>testsuite</c>; properties without a value are left out.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Duration">How long all of it took.</param>
/// <param name="Properties">Facts about it.</param>
internal sealed record JUnitSuite(string Name, TimeSpan Duration, params IReadOnlyList<(string Name, string? Value)> Properties)
{
    /// <summary>When it began; null where that does not matter.</summary>
    public DateTimeOffset? Started { get; init; }

    public void WriteTo(XmlWriter xml, IReadOnlyList<JUnitCase> cases)
    {
        int Count(JUnitOutcome outcome) => cases.Count(one => one.Outcome == outcome);

        xml.Attribute("name", Name);
        if (Started is { } started)
            xml.Attribute("timestamp", started.UtcDateTime.ToString("yyyy-MM-dd'T'HH':'mm':'ss", CultureInfo.InvariantCulture));
        xml.Attribute("tests", cases.Count);
        xml.Attribute("failures", Count(JUnitOutcome.Failure));
        xml.Attribute("errors", Count(JUnitOutcome.Error));
        xml.Attribute("skipped", Count(JUnitOutcome.Skipped));
        xml.Attribute("time", JUnitXml.Seconds(Duration));
        WriteProperties(xml);
    }

    private void WriteProperties(XmlWriter xml)
    {
        xml.WriteStartElement("properties");
        foreach (var (name, value) in Properties)
        {
            if (value is null)
                continue;
            xml.WriteStartElement("property");
            xml.Attribute("name", name);
            xml.Attribute("value", value);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }
}
