using Harness.Rbac.Objects;

namespace Harness.Rbac.Evaluation;

/// <summary>
/// Whether a rule allows a request, criterion by criterion, as Kubernetes' RBAC authorizer compares them.
/// Source: https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/apis/rbac/v1/evaluation_helpers.go
/// </summary>
internal static class RuleMatching
{
    private const string All = "*";

    /// <summary>Whether every criterion holds.</summary>
    public static bool Allows(this RbacRule rule, AccessQuestion question) => question.Path is { } path
        ? rule.HasPath(path) && rule.HasVerb(question.Verb)
        : rule.HasResource(question.Resource) && rule.HasVerb(question.Verb) && rule.HasGroup(question.ApiGroup)
            && rule.HasName(question.Name);

    /// <summary>Whether the verb is named, or all are. The empty verb, which unknown HTTP methods get, is only among all.</summary>
    public static bool HasVerb(this RbacRule rule, string verb) => HasOrAll(rule.Verbs, verb);

    /// <summary>Whether the API group is named, or all are.</summary>
    public static bool HasGroup(this RbacRule rule, string group) => HasOrAll(rule.ApiGroups, group);

    /// <summary>
    /// Whether the resource is named, sub-resource included. <c>*</c> is every resource and sub-resource, <c>*/log</c> that sub-resource of
    /// every resource; <c>pods/*</c> is nothing but its own letters.
    /// </summary>
    public static bool HasResource(this RbacRule rule, string resource)
    {
        var slash = resource.IndexOf('/', StringComparison.Ordinal);
        for (var i = 0; i < rule.Resources.Count; i++)
        {
            var named = rule.Resources[i];
            if (named == All || named == resource)
                return true;
            if (slash >= 0 && named.StartsWith("*/", StringComparison.Ordinal) && named.AsSpan(1).SequenceEqual(resource.AsSpan(slash)))
                return true;
        }

        return false;
    }

    /// <summary>Whether the name is named. A rule without names allows every name; one with names never allows a request without.</summary>
    public static bool HasName(this RbacRule rule, string name) => rule.ResourceNames.Count == 0 || Has(rule.ResourceNames, name);

    /// <summary>Whether the rule allows requests without a name: it has no names, or the empty one among them.</summary>
    public static bool HasNoName(this RbacRule rule) => rule.HasName("");

    /// <summary>Whether the path is named, or the beginning of it with a star.</summary>
    public static bool HasPath(this RbacRule rule, string path)
    {
        for (var i = 0; i < rule.NonResourceUrls.Count; i++)
        {
            var named = rule.NonResourceUrls[i];
            if (named == path || (named.EndsWith('*') && path.AsSpan().StartsWith(named.AsSpan().TrimEnd('*'), StringComparison.Ordinal)))
                return true;
        }

        return false;
    }

    // By index: these are asked millions of times, and an enumerator of a list behind an interface is an object.
    private static bool Has(IReadOnlyList<string> words, string word)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] == word)
                return true;
        }

        return false;
    }

    private static bool HasOrAll(IReadOnlyList<string> words, string word)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] == word || words[i] == All)
                return true;
        }

        return false;
    }
}
