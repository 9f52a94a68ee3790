using Harness.Rbac.Objects;

namespace Harness.Rbac.Evaluation;

/// <summary>What the evaluator decides about one question, and by what.</summary>
/// <param name="By">The way by which it is allowed; null when nothing allows it, which RBAC calls denied.</param>
public sealed record AccessDecision(GrantPath? By)
{
    /// <summary>Nothing allows it.</summary>
    internal static AccessDecision Denied { get; } = new((GrantPath?)null);

    /// <summary>Whether it is allowed.</summary>
    public bool Allowed => By is not null;
}

/// <summary>A way from a subject to a permission: binding → role → rule.</summary>
/// <param name="Binding">The binding that names the subject, or a group it is in.</param>
/// <param name="Subject">The binding's subject that matched.</param>
/// <param name="Role">The role that is bound.</param>
/// <param name="Rule">The rule that allows.</param>
/// <param name="AggregatedFrom">The ClusterRole that the rule comes from, when <paramref name="Role"/> aggregates it; else null.</param>
public sealed record GrantPath(RbacBinding Binding, RbacSubject Subject, RbacRole Role, RbacRule Rule, RbacRole? AggregatedFrom = null)
{
    /// <summary>Why it is allowed whatever is bound; null when the binding is why.</summary>
    public string? Because { get; init; }

    /// <summary>Which object of it may not be applied, and why; null where none is in doubt.</summary>
    internal string? Doubt =>
        Binding.Doubt is { } binding ? $"{Binding} ({Binding.Location}), {binding}"
        : ((RbacRole?[])[Role, AggregatedFrom]).FirstOrDefault(role => role?.Doubt is not null) is { } doubtful
            ? $"{doubtful} ({doubtful.Location}), {doubtful.Doubt}"
            : null;

    /// <inheritdoc/>
    public override string ToString() =>
        Because ?? $"{Binding} → {Role}{(AggregatedFrom is null ? "" : $" (aggregates {AggregatedFrom})")}";
}
