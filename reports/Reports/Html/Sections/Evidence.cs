using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Sections;

/// <summary>One thing that a scenario checked.</summary>
/// <param name="Style">Empty where it is as expected, else <c>bad</c>.</param>
/// <param name="Subject">What was looked at.</param>
/// <param name="Expected">What should be seen.</param>
/// <param name="Observed">What was seen.</param>
/// <param name="Evidence">What it was read from; empty for nothing.</param>
internal sealed record ObservationModel(string Style, string Subject, string Expected, string Observed, string Evidence);

/// <summary>What scenarios saw, as far as a page carries it: all of it is in scenarios.json.</summary>
internal static class Evidence
{
    /// <summary>Longest text of one observation, in characters.</summary>
    public const int LongestText = 2_000;

    /// <summary>Observations of a scenario that are shown, those that differ first in number.</summary>
    public const int MostShown = 120;

    /// <summary>An observation.</summary>
    public static ObservationModel Of(Observation observation) => new(
        observation.AsExpected ? "" : "bad", Clip(observation.Subject), Clip(observation.Expected), Clip(observation.Observed),
        string.IsNullOrWhiteSpace(observation.Evidence) ? "" : Clip(observation.Evidence));

    /// <summary>A text that is not too long, with where the rest is.</summary>
    public static string Clip(string text, int longest = LongestText)
    {
        var (shown, leftOut) = LongText.Cut(text, longest);
        return leftOut == 0 ? shown : $"{shown} ({Figures.Count(leftOut)} more characters in scenarios.json)";
    }
}
