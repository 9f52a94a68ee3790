using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Evaluation;

/// <summary>
/// What an apply of files makes of the objects of the same names that a cluster has. An apply removes a field only where an earlier apply
/// wrote it; who wrote what is not known here, so whatever a file lacks counts as kept. A list that a file gives as empty replaces the
/// cluster's, as these lists are atomic.
/// Sources: https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/ (how apply calculates differences),
/// https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy
/// </summary>
internal sealed class AppliedFields
{
    private readonly List<string> _notes = [];
    private readonly HashSet<RbacRole> _keepAggregating = new(ReferenceEqualityComparer.Instance);

    /// <summary>Works it out for all objects of the files.</summary>
    public AppliedFields(RbacSnapshot cluster, RbacSnapshot files)
    {
        var roles = cluster.Roles.ToDictionary(one => (one.Namespace, one.Name));
        var bindings = cluster.Bindings.ToDictionary(one => (one.Namespace, one.Name));
        Roles = [.. files.Roles.Select(role => Role(roles.GetValueOrDefault((role.Namespace, role.Name)), role))];
        Bindings = [.. files.Bindings.Select(one => Binding(bindings.GetValueOrDefault((one.Namespace, one.Name)), one))];
    }

    /// <summary>The files' roles, with what they keep.</summary>
    public IReadOnlyList<RbacRole> Roles { get; }

    /// <summary>The files' bindings, with what they keep.</summary>
    public IReadOnlyList<RbacBinding> Bindings { get; }

    /// <summary>What is judged although no file has it.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>
    /// Roles as the cluster's controller is going to write them. One that keeps aggregating although its file does not say so is judged by
    /// the file's rules as well, which stay if it does not.
    /// </summary>
    public IReadOnlyList<RbacRole> Aggregated(IReadOnlyList<RbacRole> roles)
    {
        var aggregation = new RoleAggregation(roles);
        return [.. roles.Select(role => role.Aggregates is null ? role : role with { Rules = [.. Written(role), .. TakenOver(role)] })];

        IEnumerable<RbacRule> Written(RbacRole role) => _keepAggregating.Contains(role) ? role.Rules : [];
        IEnumerable<RbacRule> TakenOver(RbacRole role) => aggregation.SourcesOf(role).SelectMany(source => source.Rules);
    }

    private RbacRole Role(RbacRole? live, RbacRole file)
    {
        if (live is null)
            return file;
        var applied = file with { Labels = Labels(live, file) };
        if (file.Aggregates is not null)
            return applied;
        if (live.Aggregates is not null)
        {
            applied = applied with { Aggregates = live.Aggregates };
            _keepAggregating.Add(applied);
            Note(file.ToString(), file.Location, "aggregationRule", "what it takes over is judged, too", "role");
        }
        else if (file.LeavesOutRules && live.Rules.Count > 0)
        {
            applied = applied with { Rules = live.Rules };
            Note(file.ToString(), file.Location, "rules", "they are judged", "role");
        }

        return applied;
    }

    /// <summary>A binding to another role is made anew, so nothing of the old one stays in it.</summary>
    private RbacBinding Binding(RbacBinding? live, RbacBinding file)
    {
        if (live is null || (live.RoleKind, live.RoleName) != (file.RoleKind, file.RoleName)
            || !file.LeavesOutSubjects || live.Subjects.Count == 0)
        {
            return file;
        }

        Note(file.ToString(), file.Location, "subjects", "they are judged", "binding");
        return file with { Subjects = live.Subjects };
    }

    private static Dictionary<string, string> Labels(RbacRole live, RbacRole file)
    {
        var labels = new Dictionary<string, string>(live.Labels);
        foreach (var (key, value) in file.Labels)
            labels[key] = value;
        return labels;
    }

    private void Note(string what, SourceLocation? where, string field, string judged, string old) => _notes.Add(
        $"{what}{(where is null ? "" : $" ({where})")} has no {field}, and the one on the cluster has: an apply may keep what the file "
        + $"leaves out, so {judged}; if nothing of it is to stay, delete the old {old} first");
}
