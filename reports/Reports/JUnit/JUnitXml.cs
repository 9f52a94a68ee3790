using System.Globalization;
using System.Xml;

namespace Harness.Reports.JUnit;

/// <summary>What the JUnit files have in common.</summary>
internal static class JUnitXml
{
    /// <summary>Writes a file of one <c>testsuite</c>; its attributes and content are the caller's.</summary>
    public static void WriteSuite(TextWriter writer, Action<XmlWriter> content)
    {
        // By hand: XmlWriter would name the TextWriter's encoding, UTF-16 for a string.
        writer.Write("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        var settings = new XmlWriterSettings { OmitXmlDeclaration = true, Indent = true, NewLineChars = "\n", CloseOutput = false };
        using (var xml = XmlWriter.Create(writer, settings))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteStartElement("testsuite");
            content(xml);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        writer.Write('\n');
    }

    /// <summary>Begins a <c>testcase</c>; the caller ends it.</summary>
    public static void StartCase(this XmlWriter xml, string className, string name, TimeSpan duration)
    {
        xml.WriteStartElement("testcase");
        xml.Attribute("classname", className);
        xml.Attribute("name", name);
        xml.Attribute("time", Seconds(duration));
    }

    /// <summary>Writes why a case did not pass.</summary>
    /// <param name="xml">The file.</param>
    /// <param name="element"><c>failure</c>, <c>error</c> or <c>skipped</c>.</param>
    /// <param name="type">Its kind; null to leave it out.</param>
    /// <param name="message">Why, in a sentence.</param>
    /// <param name="text">What shows it; may be empty.</param>
    public static void Outcome(this XmlWriter xml, string element, string? type, string message, string text)
    {
        xml.WriteStartElement(element);
        xml.Attribute("message", message);
        if (type is not null)
            xml.Attribute("type", type);
        if (text.Length > 0)
            xml.WriteString(PrintableText.Of(text));
        xml.WriteEndElement();
    }

    public static void Attribute(this XmlWriter xml, string name, string value) =>
        xml.WriteAttributeString(name, PrintableText.Of(value));

    public static void Attribute(this XmlWriter xml, string name, int value) =>
        xml.Attribute(name, value.ToString(CultureInfo.InvariantCulture));

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
