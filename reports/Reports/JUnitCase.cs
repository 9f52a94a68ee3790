using System.Xml;
using Harness.Results;

namespace Harness.Reports;

/// <summary>One <c>testcase</c>.</summary>
internal static class JUnitCase
{
    public static void Write(XmlWriter xml, ScenarioResult scenario)
    {
        var (className, name) = Split(scenario.Name);
        xml.WriteStartElement("testcase");
        xml.Attribute("classname", className);
        xml.Attribute("name", name);
        xml.Attribute("time", JUnitXml.Seconds(scenario.Duration));
        xml.Properties(("claims", string.Join(",", scenario.Claims)), ("title", scenario.Title));
        WriteOutcome(xml, scenario);
        xml.WriteEndElement();
    }

    /// <summary>An error of its own for a partial run: whoever reads only this file must not take its passes for the whole.</summary>
    public static void WritePartial(XmlWriter xml, RunManifest manifest)
    {
        xml.WriteStartElement("testcase");
        xml.Attribute("classname", "Run");
        xml.Attribute("name", "The_run_came_to_its_end");
        xml.Attribute("time", "0.000");
        xml.WriteStartElement("error");
        xml.Attribute("message", $"the results are partial: {PartialRun.Sentence(manifest)}");
        xml.Attribute("type", "Partial");
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteOutcome(XmlWriter xml, ScenarioResult scenario)
    {
        switch (scenario.Outcome)
        {
            case ScenarioOutcome.Failed:
                Complaint(xml, "failure", "Violation", scenario);
                break;
            case ScenarioOutcome.Undecided:
                Complaint(xml, "error", "Undecided", scenario);
                break;
            case ScenarioOutcome.Skipped:
                xml.WriteStartElement("skipped");
                xml.Attribute("message", scenario.Reason ?? "no reason given");
                xml.WriteEndElement();
                break;
        }
    }

    private static void Complaint(XmlWriter xml, string element, string type, ScenarioResult scenario)
    {
        var differing = scenario.Observations.Where(observation => !observation.AsExpected).Select(observation =>
            $"{observation.Subject}: expected {observation.Expected}, observed {observation.Observed}"
            + (observation.Evidence is null ? "" : $"\n{observation.Evidence}"));
        xml.WriteStartElement(element);
        xml.Attribute("message", scenario.Reason ?? scenario.Title);
        xml.Attribute("type", type);
        xml.WriteString(PrintableText.Of(string.Join("\n\n", differing)));
        xml.WriteEndElement();
    }

    // At the last dot before any arguments: those may hold dots themselves.
    private static (string ClassName, string Name) Split(string name)
    {
        var arguments = name.IndexOf('(', StringComparison.Ordinal);
        var dot = name.LastIndexOf('.', arguments < 0 ? name.Length - 1 : arguments);
        return dot <= 0 ? ("Scenarios", name) : (name[..dot], name[(dot + 1)..]);
    }
}
