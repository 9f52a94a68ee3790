using System.Xml;

namespace Harness.Reports.JUnit;

/// <summary>How a case came out, by the element of its file.</summary>
internal enum JUnitOutcome
{
    /// <summary>No element.</summary>
    Passed,

    /// <summary><c>failure</c>: what was seen is not what was expected.</summary>
    Failure,

    /// <summary><c>error</c>: it could not be decided.</summary>
    Error,

    /// <summary><c>skipped</c>.</summary>
    Skipped,
}

/// <summary>One <c>testcase</c>.</summary>
/// <param name="ClassName">What it belongs to.</param>
/// <param name="Name">Its name.</param>
internal sealed record JUnitCase(string ClassName, string Name)
{
    /// <summary>How it came out.</summary>
    public JUnitOutcome Outcome { get; init; }

    /// <summary>The kind of what is wrong, e.g. <c>Undecided</c>; null to leave it out.</summary>
    public string? Type { get; init; }

    /// <summary>Why it did not pass, in a sentence.</summary>
    public string Message { get; init; } = "";

    /// <summary>What shows it; may be empty.</summary>
    public string Evidence { get; init; } = "";

    /// <summary>What it is about, in the case's output; may be empty.</summary>
    public string About { get; init; } = "";

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    public void WriteTo(XmlWriter xml)
    {
        xml.WriteStartElement("testcase");
        xml.Attribute("classname", ClassName);
        xml.Attribute("name", Name);
        xml.Attribute("time", JUnitXml.Seconds(Duration));
        if (Outcome != JUnitOutcome.Passed)
            WriteOutcome(xml);
        if (About.Length > 0)
            xml.Text("system-out", About);
        xml.WriteEndElement();
    }

    private void WriteOutcome(XmlWriter xml)
    {
        xml.WriteStartElement(Outcome switch
        {
            JUnitOutcome.Failure => "failure",
            JUnitOutcome.Error => "error",
            _ => "skipped",
        });
        xml.Attribute("message", Message);
        if (Type is not null)
            xml.Attribute("type", Type);
        if (Evidence.Length > 0)
            xml.WriteString(PrintableText.Of(SecretMask.Of(Evidence)));
        xml.WriteEndElement();
    }
}
