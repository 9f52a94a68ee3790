using Harness.Rbac.Differences;

namespace Harness.Cli.Texts;

/// <summary>
/// Changes for people: what one binding gives one subject in as few lines as possible, verbs of the same resource together,
/// and then resources with the same verbs. A bound <c>edit</c> is hundreds of changes, but a dozen lines.
/// </summary>
internal static class DifferenceLines
{
    /// <summary>Rows of sign, subject, access, what gives it, and where that stands.</summary>
    public static IEnumerable<string[]> Of(string sign, IEnumerable<AccessChange> changes) =>
        from change in changes
        group change by (change.Subject, change.By.Binding, change.By.Role, Scope: change.Action with { Verb = "" }) into verbs
        let all = string.Join(',', verbs.Select(change => change.Action.Verb).Distinct().Order(StringComparer.Ordinal))
        let scope = verbs.Key.Scope
        group (Scope: scope, First: verbs.First()) by
            (verbs.Key.Subject, verbs.Key.Binding, verbs.Key.Role, Scope: scope with { Resource = "" }, Verbs: all) into resources
        let first = resources.First().First
        let names = string.Join(',', resources.Select(one => one.Scope.Resource))
        let what = resources.Key.Scope with { Verb = resources.Key.Verbs, Resource = names }
        select (string[])
        [
            sign, first.Subject.ToString(), what.ToString(), (first.By with { Rule = null }).ToString(),
            first.By.Location?.ToString() ?? "",
        ];
}
