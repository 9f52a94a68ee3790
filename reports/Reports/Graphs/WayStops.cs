using Harness.Rbac.Analysis;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Reports.Graphs;

/// <summary>Binding, role and rule as stops.</summary>
internal static class WayStops
{
    /// <summary>Of a way that the evaluator found. Where a group has it, the binding says so: the subject is only a member.</summary>
    /// <param name="path">The way.</param>
    /// <param name="subject">Whose it is.</param>
    public static IReadOnlyList<PathStop> Of(GrantPath path, string subject)
    {
        if (path.Because is { } because)
            return [new PathStop(1, because, "")];
        var from = path.AggregatedFrom is { } role ? $" (of {role})" : "";
        return
        [
            Binding(path.Binding, path.Subject, subject),
            Stop(2, path.Role.ToString(), path.Role.Location),
            Stop(3, RuleText.Of(path.Rule) + from, path.Rule.Location ?? path.AggregatedFrom?.Location),
        ];
    }

    /// <summary>The same of one that comes near, with what keeps it from being one.</summary>
    public static IReadOnlyList<PathStop> Of(GrantPath path, string subject, IEnumerable<string> reasons)
    {
        var stops = Of(path, subject);
        return [.. stops.SkipLast(1), stops[^1] with { Text = $"{stops[^1].Text}; but {string.Join("; ", reasons)}" }];
    }

    /// <summary>Of a binding to a role that is not known, which names the subject or one of its groups.</summary>
    public static IReadOnlyList<PathStop> Of(RbacBinding binding, string subject, IReadOnlyList<string> groups)
    {
        var named = binding.Subjects.FirstOrDefault(one => NameOf(one, binding) == subject)
            ?? binding.Subjects.First(one => one.Kind == RbacSubjectKind.Group && groups.Contains(one.Name));
        var role = new RbacRole(binding.RoleKind == "Role" ? binding.Namespace : null, binding.RoleName, []);
        return [Binding(binding, named, subject), new PathStop(2, $"{role}, which is not known", "")];
    }

    /// <summary>
    /// Of evidence. Between role and rule may stand the roles that the role is aggregated from: the rule's place tells which.
    /// </summary>
    public static IReadOnlyList<PathStop> Of(IReadOnlyList<EvidenceStep> steps) =>
    [
        Stop(1, steps[0].Cause, steps[0].Location),
        .. steps.Count > 1 ? [Stop(2, steps[1].Text, steps[1].Location)] : Array.Empty<PathStop>(),
        .. steps.Count > 2 ? [Stop(3, steps[^1].Text, steps[^1].Location)] : Array.Empty<PathStop>(),
    ];

    /// <summary>Whom a way was given to, as everything prints it.</summary>
    public static string NameOf(GrantPath path) => NameOf(path.Subject, path.Binding);

    private static string NameOf(RbacSubject subject, RbacBinding binding) => SubjectIdentity.Of(subject, binding).ToString();

    private static PathStop Binding(RbacBinding binding, RbacSubject named, string subject) => Stop(
        1, NameOf(named, binding) is var name && name == subject ? binding.ToString() : $"{binding} to {name}", binding.Location);

    private static PathStop Stop(int layer, string text, SourceLocation? at) => new(layer, text, at is null ? "" : $"{at}");
}
