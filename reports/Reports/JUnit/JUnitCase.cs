using System.Xml;
using Harness.Reports.Summary;
using Harness.Results;

namespace Harness.Reports.JUnit;

/// <summary>One <c>testcase</c>.</summary>
internal static class JUnitCase
{
    public static void Write(XmlWriter xml, ScenarioResult scenario)
    {
        var (className, name) = Split(scenario.Name);
        xml.StartCase(className, name, scenario.Duration);
        xml.Properties(("claims", string.Join(",", scenario.Claims)), ("title", scenario.Title));
        WriteOutcome(xml, scenario);
        xml.WriteEndElement();
    }

    /// <summary>An error of its own for a partial run: a reader of this file alone must not take its passes for the whole.</summary>
    public static void WritePartial(XmlWriter xml, RunManifest manifest)
    {
        xml.StartCase("Run", "The_run_came_to_its_end", TimeSpan.Zero);
        xml.Outcome("error", "Partial", $"the results are partial: {PartialRun.Sentence(manifest)}", "");
        xml.WriteEndElement();
    }

    private static void WriteOutcome(XmlWriter xml, ScenarioResult scenario)
    {
        switch (scenario.Outcome)
        {
            case ScenarioOutcome.Failed:
                xml.Outcome("failure", "Violation", scenario.Reason ?? scenario.Title, Differing(scenario));
                break;
            case ScenarioOutcome.Undecided:
                xml.Outcome("error", "Undecided", scenario.Reason ?? scenario.Title, Differing(scenario));
                break;
            case ScenarioOutcome.Skipped:
                xml.Outcome("skipped", null, scenario.Reason ?? "no reason given", "");
                break;
        }
    }

    private static string Differing(ScenarioResult scenario) => string.Join(
        "\n\n",
        scenario.Observations.Where(observation => !observation.AsExpected).Select(observation =>
            $"{observation.Subject}: expected {observation.Expected}, observed {observation.Observed}"
            + (observation.Evidence is null ? "" : $"\n{observation.Evidence}")));

    // At the last dot before any arguments, which may contain dots.
    private static (string ClassName, string Name) Split(string name)
    {
        var arguments = name.IndexOf('(', StringComparison.Ordinal);
        var dot = name.LastIndexOf('.', arguments < 0 ? name.Length - 1 : arguments);
        return dot <= 0 ? ("Scenarios", name) : (name[..dot], name[(dot + 1)..]);
    }
}
