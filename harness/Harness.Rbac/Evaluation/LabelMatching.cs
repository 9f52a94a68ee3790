using Harness.Rbac.Objects;

namespace Harness.Rbac.Evaluation;

/// <summary>
/// Whether labels fit a selector; an empty selector fits all.
/// Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
/// </summary>
internal static class LabelMatching
{
    /// <summary>Whether every label and requirement of the selector holds.</summary>
    public static bool Matches(this LabelSelector selector, IReadOnlyDictionary<string, string> labels) =>
        selector.MatchLabels.All(wanted => labels.TryGetValue(wanted.Key, out var value) && value == wanted.Value)
        && selector.MatchExpressions.All(requirement => requirement.Matches(labels));

    private static bool Matches(this LabelRequirement requirement, IReadOnlyDictionary<string, string> labels)
    {
        var isThere = labels.TryGetValue(requirement.Key, out var value);
        return requirement.Operator switch
        {
            "In" => isThere && requirement.Values.Contains(value),
            "NotIn" => !isThere || !requirement.Values.Contains(value),
            "Exists" => isThere,
            "DoesNotExist" => !isThere,
            _ => false, // the API server refuses such an object
        };
    }
}
