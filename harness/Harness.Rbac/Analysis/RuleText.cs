using Harness.Rbac.Objects;

namespace Harness.Rbac.Analysis;

/// <summary>RBAC as people write it, for messages and fixes.</summary>
internal static class RuleText
{
    private const int Shown = 5;

    /// <summary>A rule as one line of YAML.</summary>
    public static string Of(RbacRule rule)
    {
        IEnumerable<(string Key, IReadOnlyList<string> Words)> parts =
        [
            ("apiGroups", rule.ApiGroups), ("resources", rule.Resources), ("resourceNames", rule.ResourceNames),
            ("nonResourceURLs", rule.NonResourceUrls), ("verbs", rule.Verbs),
        ];
        return string.Join(", ", parts.Where(part => part.Words.Count > 0).Select(part => $"{part.Key}: {List(part.Words)}"));
    }

    /// <summary>Rules: one as it is, several as entries of YAML's list.</summary>
    public static string Of(IReadOnlyList<RbacRule> rules) =>
        rules.Count == 1 ? Of(rules[0]) : string.Join(", ", rules.Select(rule => $"- {{{Of(rule)}}}"));

    /// <summary>A list as YAML writes it on one line: <c>["get", "create"]</c>.</summary>
    public static string List(IEnumerable<string> words) => $"[{string.Join(", ", words.Select(word => $"\"{word}\""))}]";

    /// <summary>Words in a sentence: <c>a, b and c</c>; of many the first few and how many more.</summary>
    public static string Words(IEnumerable<string> words)
    {
        var all = words.Distinct().ToList();
        var shown = all.Count <= Shown ? all : [.. all.Take(Shown - 1), $"{all.Count - Shown + 1} more"];
        return shown.Count <= 1 ? string.Concat(shown) : $"{string.Join(", ", shown.SkipLast(1))} and {shown[^1]}";
    }

    /// <summary>Names in a sentence, quoted.</summary>
    public static string Quoted(IEnumerable<string> names) => Words(names.Select(name => $"\"{name}\""));

    /// <summary>The resources of a rule in a sentence.</summary>
    public static string Resources(RbacRule rule)
    {
        var groups = Words(rule.ApiGroups.Select(group => group switch { "" => "the core group", "*" => "every group", _ => group }));
        return Words(rule.Resources.Select(resource => resource == "*" ? $"every resource of {groups}" : resource));
    }

    /// <summary>A subject as an entry of a policy's <c>ignore</c>.</summary>
    public static string Ignore(RbacSubject subject)
    {
        var who = subject.Kind switch
        {
            RbacSubjectKind.ServiceAccount => $"serviceAccount: {subject.Namespace}/{subject.Name}",
            RbacSubjectKind.Group => $"group: \"{subject.Name}\"",
            _ => $"user: \"{subject.Name}\"",
        };
        return $"- {{{who}, reason: \"…\"}}";
    }

    /// <summary>A subject as an entry of a binding's <c>subjects</c>.</summary>
    public static string BindingSubject(RbacSubject subject) => subject.Kind == RbacSubjectKind.ServiceAccount
        ? $"- {{kind: ServiceAccount, namespace: {subject.Namespace}, name: {subject.Name}}}"
        : $"- {{kind: {subject.Kind}, apiGroup: {RbacRole.ApiGroup}, name: \"{subject.Name}\"}}";
}
