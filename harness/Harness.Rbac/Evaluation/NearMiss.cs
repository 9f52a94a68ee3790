using Harness.Rbac.Objects;

namespace Harness.Rbac.Evaluation;

/// <summary>A rule that does not allow what was asked, though it comes near.</summary>
/// <param name="Path">The way that it would be allowed by.</param>
/// <param name="Missing">What does not hold.</param>
public sealed record NearMiss(GrantPath Path, IReadOnlyList<Criterion> Missing)
{
    /// <summary>Compares one way with a question.</summary>
    /// <param name="path">The way.</param>
    /// <param name="isHeld">Whether the subject that is asked about holds the path's role.</param>
    /// <param name="question">The question.</param>
    internal static NearMiss Of(GrantPath path, bool isHeld, AccessQuestion question)
    {
        var rule = path.Rule;
        (Criterion Criterion, bool Holds)[] all =
        [
            (Criterion.Subject, isHeld),
            (Criterion.Namespace, path.Binding.Namespace is not { } ns || ns == question.Namespace),
            (Criterion.Group, question.Path is not null || rule.HasGroup(question.ApiGroup)),
            (Criterion.Resource, question.Path is { } asked ? rule.HasPath(asked) : rule.HasResource(question.Resource)),
            (Criterion.Name, question.Path is not null || rule.HasName(question.Name)),
            (Criterion.Verb, rule.HasVerb(question.Verb)),
        ];
        return new NearMiss(path, [.. all.Where(one => !one.Holds).Select(one => one.Criterion)]);
    }

    /// <summary>What does not hold, in words about this rule and this question.</summary>
    public IEnumerable<string> Reasons(AccessSubject subject, AccessQuestion question) => Missing.Select(missing => missing switch
    {
        Criterion.Subject when Path.Subject.Kind == RbacSubjectKind.Group =>
            $"it is given to {Path.Subject}, which {subject} is not known to be in",
        Criterion.Subject => $"it is given to {Path.Subject}, not to {subject}",
        Criterion.Namespace when question.Namespace.Length == 0 =>
            $"it holds in namespace {Path.Binding.Namespace} only, and this is about the whole cluster",
        Criterion.Namespace => $"it holds in namespace {Path.Binding.Namespace} only, not in {question.Namespace}",
        Criterion.Group => $"it is for API group {Words(Path.Rule.ApiGroups)}, not \"{question.ApiGroup}\"",
        Criterion.Resource when question.Path is not null => $"it is for {Words(Path.Rule.NonResourceUrls)}, not {question.Path}",
        Criterion.Resource => $"it is for {Words(Path.Rule.Resources)}, not {question.Resource}",
        Criterion.Name => NameReason(question),
        _ when question.Verb.Length == 0 => $"it allows {Words(Path.Rule.Verbs)}, not the empty verb of such a method, which only * covers",
        _ => $"it allows {Words(Path.Rule.Verbs)}, not {question.Verb}",
    });

    private string NameReason(AccessQuestion question)
    {
        var names = Words(Path.Rule.ResourceNames);
        if (question.Name.Length == 0)
            return $"it is for the names {names} only, and this request has none";
        var isSpelling = Path.Rule.ResourceNames.Any(name => PlainName(name) == PlainName(question.Name));
        return $"it is for the names {names}, not \"{question.Name}\""
            + (isSpelling ? ": resourceNames must be spelled as the URL is, port and scheme included" : "");
    }

    /// <summary>A service's or pod's name without the port and scheme that proxy URLs may have: <c>[SCHEME:]NAME[:PORT]</c>.</summary>
    private static string PlainName(string name) => ProxyName.Parse(name)?.Service ?? name;

    private static string Words(IReadOnlyList<string> words) =>
        words.Count == 0 ? "nothing" : string.Join(", ", words.Select(word => word.Length == 0 ? "\"\"" : word));
}
