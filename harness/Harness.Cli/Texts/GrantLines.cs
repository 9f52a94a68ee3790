using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;

namespace Harness.Cli.Texts;

/// <summary>Ways to a permission, for people and for programs.</summary>
internal static class GrantLines
{
    /// <summary>A rule in one line: <c>get,create on services/proxy named hello-app</c>.</summary>
    public static string Of(RbacRule rule)
    {
        var on = rule.NonResourceUrls.Count > 0 ? rule.NonResourceUrls : rule.Resources;
        var groups = rule.ApiGroups.All(group => group.Length == 0) ? "" : $" of {Words(rule.ApiGroups)}";
        var names = rule.ResourceNames.Count == 0 ? "" : $" named {Words(rule.ResourceNames)}";
        return $"{Words(rule.Verbs)} on {Words(on)}{groups}{names}";
    }

    /// <summary>Where the rule stands, as near as is known; empty for a cluster's.</summary>
    public static string Place(GrantPath path) => (path.Rule.Location ?? path.Role.Location)?.ToString() ?? "";

    /// <summary>The same as an object to serialize.</summary>
    public static object Json(GrantPath path) => new
    {
        Subject = path.Subject.ToString(),
        Binding = path.Binding.ToString(),
        Role = path.Role.ToString(),
        AggregatedFrom = path.AggregatedFrom?.ToString(),
        Rule = new
        {
            path.Rule.ApiGroups,
            path.Rule.Resources,
            path.Rule.ResourceNames,
            path.Rule.Verbs,
            NonResourceURLs = path.Rule.NonResourceUrls,
        },
        Location = Place(path) is { Length: > 0 } place ? place : null,
    };

    private static string Words(IReadOnlyList<string> words) => string.Join(',', words.Select(word => word.Length == 0 ? "\"\"" : word));
}
