using System.Globalization;
using System.Xml;

namespace Harness.Reports;

/// <summary>What the elements of junit.xml have in common.</summary>
internal static class JUnitXml
{
    public static void Attribute(this XmlWriter xml, string name, string value) =>
        xml.WriteAttributeString(name, PrintableText.Of(value));

    /// <summary>Writes <c>properties</c>, without those that have no value.</summary>
    public static void Properties(this XmlWriter xml, params (string Name, string? Value)[] properties)
    {
        xml.WriteStartElement("properties");
        foreach (var (name, value) in properties)
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

    public static string Seconds(TimeSpan duration) => duration.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}
