using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Differences;

/// <summary>
/// Access that subjects gain and lose from one snapshot to another. Only what they may do counts: a rule moved to another role, split, or
/// given by a group instead of by name is no difference. Of services whose paths admission tells apart, paths count.
/// </summary>
/// <param name="Gained">What is new, by subject.</param>
/// <param name="Lost">What is gone, by subject.</param>
public sealed record AccessDifference(IReadOnlyList<AccessChange> Gained, IReadOnlyList<AccessChange> Lost)
{
    /// <summary>
    /// Why it is not known what some gain or lose: paths of services, and what files have that may not be applied.
    /// </summary>
    public IReadOnlyList<string> NotDecided { get; init; } = [];

    /// <summary>Whether nobody gains or loses anything.</summary>
    public bool IsNone => Gained.Count == 0 && Lost.Count == 0;

    /// <summary>Compares two snapshots.</summary>
    public static AccessDifference Between(RbacSnapshot from, RbacSnapshot to)
    {
        var (all, allAfter) = (from.WithBootstrapObjects(), to.WithBootstrapObjects());
        var (before, after) = (new SubjectAccess(all), new SubjectAccess(allAfter));
        var (old, now) = (new PathAccess(from, before), new PathAccess(to, after));
        var (gained, lost) = (new PathDifference(old, now), new PathDifference(now, old));
        return new AccessDifference(
            [.. NotIn(before, after), .. gained.Gained()], [.. NotIn(after, before), .. lost.Gained()])
        {
            NotDecided =
            [
                .. gained.NotDecided.Union(lost.NotDecided), .. DoubtfulObjects.Between(from, to),
                .. all.NotDecided.Except(from.NotDecided).Union(allAfter.NotDecided.Except(to.NotDecided)),
            ],
        };
    }

    private static IReadOnlyList<AccessChange> NotIn(SubjectAccess other, SubjectAccess one) =>
        [.. one.Subjects.OrderBy(subject => subject.ToString(), StringComparer.Ordinal).SelectMany(subject => NotIn(other, one, subject))];

    /// <summary>
    /// What one side gives a subject and the other does not. Of permissions that cover each other only the widest are named.
    /// </summary>
    private static IEnumerable<AccessChange> NotIn(SubjectAccess other, SubjectAccess one, RbacSubject subject)
    {
        var missing = one.Own(subject).Where(pair => !other.Has(subject, pair.Key)).ToList();
        return missing
            .Where(pair => !missing.Exists(wider => wider.Key != pair.Key && wider.Key.Covers(pair.Key)))
            .OrderBy(pair => pair.Key.Namespace, StringComparer.Ordinal)
            .ThenBy(pair => pair.Key.Resource, StringComparer.Ordinal)
            .ThenBy(pair => pair.Key.Path, StringComparer.Ordinal)
            .ThenBy(pair => pair.Key.Name, StringComparer.Ordinal)
            .ThenBy(pair => pair.Key.Verb, StringComparer.Ordinal)
            .Select(pair => new AccessChange(subject, pair.Key, pair.Value));
    }
}

/// <summary>Something that a subject may do on one side only.</summary>
/// <param name="Subject">Who, as bindings name them.</param>
/// <param name="Action">What.</param>
/// <param name="By">By what, on that side.</param>
public sealed record AccessChange(RbacSubject Subject, PermittedAction Action, GrantedBy By);

/// <summary>What gives a permission.</summary>
/// <param name="Binding">The binding.</param>
/// <param name="Role">The role; null when there is none of the name.</param>
/// <param name="Rule">The rule; null when there is no role.</param>
public sealed record GrantedBy(RbacBinding Binding, RbacRole? Role, EffectiveRule? Rule)
{
    /// <summary>The admission policy that lets a path through; null where none is asked about it.</summary>
    public AdmissionObject? Admission { get; init; }

    /// <summary>Where it stands, as near to the rule as is known; null for a cluster's.</summary>
    public SourceLocation? Location =>
        Admission?.Location ?? Rule?.Rule.Location ?? Rule?.From?.Location ?? Role?.Location ?? Binding.Location;

    /// <inheritdoc/>
    public override string ToString()
    {
        var aggregated = Rule?.From is { } from ? $" (aggregates {from})" : "";
        var admission = Admission is null ? "" : $", let through by {Admission.Kind} {Admission.Name}";
        return $"{Binding} → {Role?.ToString() ?? $"{Binding.RoleKind} {Binding.RoleName}"}{aggregated}{admission}";
    }
}
