using Harness.Rbac.Bootstrap;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Evaluation;

/// <summary>
/// What an API server makes, at its next start, of its own roles and bindings where files take something away from them: it puts that
/// back, unless the file's annotation forbids it. One that the cluster's object alone has may be gone with the apply.
/// Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#auto-reconciliation
/// </summary>
/// <param name="own">Its own.</param>
internal sealed class RestoredObjects(KubernetesOwn own)
{
    private readonly List<string> _notes = [];

    /// <summary>What is judged although no file has it.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>A role of a cluster as it is once another one of the name is applied.</summary>
    public RbacRole Role(RbacRole live, RbacRole applied)
    {
        if (!applied.AutoUpdates)
            return applied;
        var isAggregated = applied.Aggregates is not null; // its rules are its controller's
        var (rules, selectors) = (isAggregated ? [] : own.RulesLackedBy(applied, live), own.SelectorsLackedBy(applied, live));
        if (rules.Count + selectors.Count == 0)
            return applied;
        Note($"{applied}{Place(applied.Location)}");
        return applied with
        {
            Rules = [.. applied.Rules, .. rules],
            Aggregates = isAggregated ? [.. applied.Aggregates!, .. selectors] : null,
        };
    }

    /// <summary>The same of a binding to the same role.</summary>
    public RbacBinding Binding(RbacBinding live, RbacBinding applied)
    {
        var subjects = applied.AutoUpdates ? own.SubjectsLackedBy(applied, live) : [];
        if (subjects.Count == 0)
            return applied;
        Note($"{applied}{Place(applied.Location)}");
        return applied with { Subjects = [.. applied.Subjects, .. subjects] };
    }

    private static string Place(Yaml.SourceLocation? where) => where is null ? "" : $" ({where})";

    private void Note(string what) => _notes.Add(
        $"{what} takes away some of what Kubernetes itself gives: the API server puts that back at its next start, so it is judged; "
        + $"the annotation {BootstrapObjects.AutoUpdate}: \"false\" in the file keeps it from that");
}
