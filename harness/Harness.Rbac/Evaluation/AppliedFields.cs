using Harness.Rbac.Bootstrap;
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
    private readonly RestoredObjects _restored;
    private readonly List<string> _notes = [];
    private readonly List<string> _notDecided = [];
    private readonly HashSet<string> _keepRules = [];

    /// <summary>Works it out for all objects of the files.</summary>
    public AppliedFields(RbacSnapshot cluster, RbacSnapshot files)
    {
        _restored = new RestoredObjects(BootstrapObjects.Near(cluster.ServerVersion));
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
    public IReadOnlyList<string> Notes => [.. _notes, .. _restored.Notes];

    /// <summary>Which objects would change what the cluster has, if they are applied at all, which is not known.</summary>
    public IReadOnlyList<string> NotDecided => _notDecided.Count == 0 ? []
        :
        [
            "the cluster has these objects in another form, and whether those of the files are applied is not known: "
                + $"{NamedFew.Of(_notDecided)}; change that, or leave them out with --exclude",
        ];

    /// <summary>
    /// Roles as the cluster's controller is going to write them. One that keeps aggregating although its file does not say so is judged by
    /// the file's rules as well, which stay if it does not.
    /// </summary>
    public IReadOnlyList<RbacRole> Aggregated(IReadOnlyList<RbacRole> roles)
    {
        var aggregation = new RoleAggregation(roles);
        return [.. roles.Select(role => role.Aggregates is null ? role : role with { Rules = [.. Written(role), .. TakenOver(role)] })];

        IEnumerable<RbacRule> Written(RbacRole role) => _keepRules.Contains(role.Name) ? role.Rules : [];
        IEnumerable<RbacRule> TakenOver(RbacRole role) => aggregation.SourcesOf(role).SelectMany(source => source.Rules);
    }

    private RbacRole Role(RbacRole? live, RbacRole file)
    {
        var applied = _restored.Role(live is null ? file : Kept(live, file));
        return live is null || StaysInDoubt($"{file}", file.Location, file.Doubt ?? file.Pin, () => applied.IsSame(live))
            ? applied
            : applied with { Doubt = null };
    }

    private RbacRole Kept(RbacRole live, RbacRole file)
    {
        var applied = file with { Labels = Labels(live, file) };
        if (file.Aggregates is null && live.Aggregates is not null)
        {
            _keepRules.Add(file.Name);
            Note(file.ToString(), file.Location, "aggregationRule", "what it takes over is judged, too", "role");
            return applied with { Aggregates = live.Aggregates };
        }

        if (file.Aggregates is not null || !file.LeavesOutRules || live.Rules.Count == 0)
            return applied;
        Note(file.ToString(), file.Location, "rules", "they are judged", "role");
        return applied with { Rules = live.Rules };
    }

    /// <summary>A binding to another role is made anew, so nothing of the old one stays in it.</summary>
    private RbacBinding Binding(RbacBinding? live, RbacBinding file)
    {
        var applied = _restored.Binding(live is null ? file : Kept(live, file));
        return live is null || StaysInDoubt($"{file}", file.Location, file.Doubt ?? file.Pin, () => applied.IsSame(live))
            ? applied
            : applied with { Doubt = null };
    }

    private RbacBinding Kept(RbacBinding live, RbacBinding file)
    {
        var isOther = (live.RoleKind, live.RoleName) != (file.RoleKind, file.RoleName);
        if (isOther || !file.LeavesOutSubjects || live.Subjects.Count == 0)
            return file;
        Note(file.ToString(), file.Location, "subjects", "they are judged", "binding");
        return file with { Subjects = live.Subjects };
    }

    /// <summary>What the cluster has already is not in doubt.</summary>
    private bool StaysInDoubt(string what, SourceLocation? where, string? doubt, Func<bool> isSame)
    {
        if (doubt is null || isSame())
            return false;
        _notDecided.Add($"{what} ({where}, {doubt})");
        return true;
    }

    private static Dictionary<string, string> Labels(RbacRole live, RbacRole file)
    {
        var labels = new Dictionary<string, string>(live.Labels);
        foreach (var (key, value) in file.Labels)
            labels[key] = value;
        return labels;
    }

    private static string Place(string what, SourceLocation? where) => where is null ? what : $"{what} ({where})";

    private void Note(string what, SourceLocation? where, string field, string judged, string old) => _notes.Add(
        $"{Place(what, where)} has no {field}, and the one on the cluster has: an apply may keep what the file "
        + $"leaves out, so {judged}; if nothing of it is to stay, delete the old {old} first");
}
