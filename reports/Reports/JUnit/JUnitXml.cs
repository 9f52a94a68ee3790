using System.Globalization;
using System.Xml;

namespace Harness.Reports.JUnit;

/// <summary>
/// JUnit's XML as CI systems read it. There is no standard; the files are valid by what Jenkins accepts. Source:
/// https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd
/// </summary>
internal static class JUnitXml
{
    /// <summary>Writes a file of one <c>testsuite</c>, whose counts are those of its cases.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="suite">Its head.</param>
    /// <param name="cases">Its cases.</param>
    public static void Write(TextWriter writer, JUnitSuite suite, IReadOnlyList<JUnitCase> cases)
    {
        // By hand: XmlWriter would name the TextWriter's encoding, UTF-16 for a string.
        writer.Write("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        var settings = new XmlWriterSettings { OmitXmlDeclaration = true, Indent = true, NewLineChars = "\n", CloseOutput = false };
        using (var xml = XmlWriter.Create(writer, settings))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteStartElement("testsuite");
            suite.WriteTo(xml, cases);
            foreach (var one in cases)
                one.WriteTo(xml);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        writer.Write('\n');
    }

    public static void Attribute(this XmlWriter xml, string name, string value) =>
        xml.WriteAttributeString(name, PrintableText.Of(SecretMask.Of(value)));

    public static void Attribute(this XmlWriter xml, string name, int value) =>
        xml.Attribute(name, value.ToString(CultureInfo.InvariantCulture));

    public static void Text(this XmlWriter xml, string element, string text) =>
        xml.WriteElementString(element, PrintableText.Of(SecretMask.Of(text)));

    public static string Seconds(TimeSpan duration) => duration.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}
