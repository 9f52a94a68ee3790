using Harness.Rbac.Bootstrap;
using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Evaluation;

/// <summary>
/// What an API server makes, at its next start, of its own roles and bindings where files take something away from them: it puts that
/// back, unless the file's annotation forbids it. An annotation that the cluster's object alone has may be gone with the apply.
/// Source: https://github.com/kubernetes/kubernetes/blob/v1.34.0/staging/src/k8s.io/component-helpers/auth/rbac/reconciliation
/// </summary>
/// <param name="own">Its own.</param>
internal sealed class RestoredObjects(BootstrapObjects own)
{
    private readonly List<string> _notes = [];

    /// <summary>What is judged although no file has it.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>A role as it is in the end.</summary>
    public RbacRole Role(RbacRole applied)
    {
        if (!applied.AutoUpdates)
            return applied;
        var (known, selectors) = (own.Named(applied).ToList(), applied.Aggregates ?? []);
        RbacRule[] rules = applied.Aggregates is not null ? [] // its controller's
            : [.. known.SelectMany(one => one.Rules).Where(rule => !RuleCoverage.IsCovered(rule, applied.Rules))];
        LabelSelector[] lacking = [.. known.SelectMany(one => one.Aggregates ?? []).Where(one => !selectors.Any(one.IsSame))];
        if (rules.Length + lacking.Length == 0)
            return applied;
        Note($"{applied}", applied.Location);
        return applied with
        {
            Rules = [.. applied.Rules, .. rules],
            Aggregates = lacking.Length == 0 ? applied.Aggregates : [.. selectors, .. lacking],
        };
    }

    /// <summary>A binding as it is in the end.</summary>
    public RbacBinding Binding(RbacBinding applied)
    {
        if (!applied.AutoUpdates)
            return applied;
        RbacSubject[] subjects =
            [.. own.Named(applied).SelectMany(one => one.Subjects).Where(subject => !applied.Subjects.Any(subject.IsSame))];
        if (subjects.Length == 0)
            return applied;
        Note($"{applied}", applied.Location);
        return applied with { Subjects = [.. applied.Subjects, .. subjects] };
    }

    private void Note(string what, SourceLocation? where) => _notes.Add(
        $"{what}{(where is null ? "" : $" ({where})")} takes away some of what Kubernetes itself gives: the API server puts that back "
        + $"at its next start, so it is judged; the annotation {BootstrapObjects.AutoUpdate}: \"false\" in the file keeps it from that");
}
