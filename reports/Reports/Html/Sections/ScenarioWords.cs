using Harness.Results;

namespace Harness.Reports.Html.Sections;

/// <summary>A scenario's outcome in a word, and other short texts.</summary>
internal static class ScenarioWords
{
    public static string Outcome(ScenarioOutcome outcome) => outcome switch
    {
        ScenarioOutcome.Passed => "passed",
        ScenarioOutcome.Failed => "failed",
        ScenarioOutcome.Skipped => "skipped",
        _ => "undecided",
    };

    /// <summary>The style of an outcome; empty for a skipped one.</summary>
    public static string Style(ScenarioOutcome outcome) => outcome switch
    {
        ScenarioOutcome.Passed => "good",
        ScenarioOutcome.Failed => "bad",
        ScenarioOutcome.Skipped => "faint",
        _ => "doubt",
    };

    /// <summary>The class that it is a method of.</summary>
    public static string Class(ScenarioResult scenario) => scenario.Name.Split('.')[0];
}
