using Harness.Rbac.Admission;
using Harness.Rbac.Objects;
using Harness.Rbac.Questions;

namespace Harness.Reports.Graphs;

/// <summary>What admission makes of a call whose path is known.</summary>
/// <param name="Decision">Its decision.</param>
/// <param name="Path">The path as admission is given it; null where it is given none.</param>
internal sealed record AskedPath(PathDecision Decision, string? Path);

/// <summary>What admission leaves of what RBAC grants: it is said where a way ends, and decides how the way is to be seen.</summary>
internal static class AdmissionEnds
{
    /// <summary>The end of a way to one call.</summary>
    public static (PathKind Kind, string Text) Of(AskedPath? asked, AccessQuestion question) => asked switch
    {
        null or { Decision.IsSilent: true } => (PathKind.Fine, $"{question}"),
        { Decision.IsLetThrough: null } => (PathKind.Fine, $"{question}, path {PathOf(asked)}"),
        { Decision: var decision } => (
            decision.IsLetThrough == true ? PathKind.Fine : PathKind.Missing, $"{question}, path {PathOf(asked)}; {decision.Why}"),
    };

    /// <summary>The end of a way to whatever is asked about, by the rules about whoever has it.</summary>
    public static (PathKind Kind, string Text) Of(IReadOnlyList<PathRule> own, AccessQuestion question) => (
        own.Count == 0 ? PathKind.Fine : own.Any(rule => LeavesNothing(rule, question)) ? PathKind.Missing : PathKind.Narrowed,
        string.Join("; ", own.Select(rule => Left(rule, question)).Prepend($"{question}")));

    /// <summary>What a rule leaves, with whom it is about.</summary>
    public static string Remark(PathRule rule, AccessQuestion question) =>
        $"{new AccessSubject(rule.User ?? "", rule.Group is { } group ? [group] : [])}: {Left(rule, question)}";

    private static string PathOf(AskedPath asked) => asked.Path ?? CallPath.Root;

    private static string Left(PathRule rule, AccessQuestion question)
    {
        var left = LeavesNothing(rule, question) ? "nothing of it"
            : question.Name.Length > 0 ? $"only {PathList.Of(rule.Paths[question.Name])}"
            : $"of {string.Join(", ", rule.GuardedServices)} only "
                + string.Join("; ", rule.Paths.OrderBy(one => one.Key, StringComparer.Ordinal)
                    .Select(one => $"{one.Key} at {PathList.Of(one.Value)}"));
        return $"by ValidatingAdmissionPolicy {rule.Name} {left}";
    }

    private static bool LeavesNothing(PathRule rule, AccessQuestion question) => question.Resource == PathRule.Pods
        ? !rule.AllowsPods
        : question.Name.Length > 0 && !rule.Paths.ContainsKey(question.Name);
}
