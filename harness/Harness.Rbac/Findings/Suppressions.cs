using Harness.Rbac.Policies;

namespace Harness.Rbac.Findings;

/// <summary>HR9xx: suppressions of the policy that have expired or match nothing; and the findings that valid ones accept.</summary>
internal static class Suppressions
{
    private static readonly FindingRule Expired = new(
        "HR901", Severity.Medium, "Suppression expired",
        "A finding is accepted until a day. After that day it counts again, so that nothing is accepted for ever by being forgotten.",
        Docs.GoodPractices("periodic-review"));

    private static readonly FindingRule Useless = new(
        "HR902", Severity.Info, "Suppression of nothing",
        "No finding matches the suppression: it was fixed, or the id or the object is misspelled, and then the suppression does not hide "
        + "what it should.",
        Docs.GoodPractices("periodic-review"));

    /// <summary>The kinds, for the catalogue; they are found among findings, not in RBAC.</summary>
    public static IReadOnlyList<(FindingRule Rule, string Remedy)> Kinds { get; } =
    [
        (Expired, "Fix what it accepts, or accept it again with a later date."),
        (Useless, "Remove it, or correct its finding and on."),
    ];

    /// <summary>
    /// Marks what is accepted on a day, and adds what is wrong with the suppressions themselves: with its file where there are several.
    /// </summary>
    public static IEnumerable<Finding> Apply(
        IReadOnlyList<Finding> findings, IReadOnlyList<Suppression> suppressions, DateOnly today, bool isMerged = false)
    {
        string Where(Suppression one) => isMerged ? $" of the policy in {one.Location.File}" : "";
        var valid = suppressions.Where(one => one.Expires >= today).ToList();
        return findings.Select(finding => finding with { SuppressedBy = valid.Find(one => IsAbout(one, finding)) })
            .Concat(suppressions.Except(valid).Select(one => About(
                Expired,
                one,
                $"the suppression of {one.Finding}{Where(one)} expired on {one.Expires:O} ({one.Reason})",
                "fix the finding, or write a later date and why it is still accepted")))
            .Concat(valid.Where(one => !findings.Any(finding => IsAbout(one, finding))).Select(one => About(
                Useless,
                one,
                $"there is no finding {one.Finding}{Object(one)}, so the suppression{Where(one)} hides nothing",
                "remove it, or correct its finding and on")));
    }

    private static bool IsAbout(Suppression suppression, Finding finding) =>
        suppression.Finding == finding.Rule.Id && (suppression.On is null || suppression.On == finding.On);

    private static Finding About(FindingRule rule, Suppression suppression, string message, string fix) =>
        new(rule, $"suppression of {suppression.Finding}", message,
            [new($"suppression of {suppression.Finding}{Object(suppression)}", suppression.Location)], fix);

    private static string Object(Suppression suppression) => suppression.On is null ? "" : $" on {suppression.On}";
}
