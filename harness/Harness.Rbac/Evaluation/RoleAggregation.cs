using Harness.Rbac.Objects;

namespace Harness.Rbac.Evaluation;

/// <summary>
/// Finds the rules that an aggregated ClusterRole takes over. The cluster's controller replaces the role's own rules by those of the roles
/// that its selectors find, again and again until nothing changes; so what remains are the rules of those that do not aggregate themselves.
/// Roles that aggregate each other in a circle pass on the rules that they were written with, for ever, so those count as theirs, too.
/// Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles
/// </summary>
/// <param name="roles">Roles of a snapshot.</param>
public sealed class RoleAggregation(IEnumerable<RbacRole> roles)
{
    private readonly RbacRole[] _clusterRoles =
        [.. roles.Where(role => role.Namespace is null).OrderBy(role => role.Name, StringComparer.Ordinal)];

    /// <summary>
    /// The ClusterRoles whose rules a role takes over, directly or through others that aggregate, by name; none when it does not aggregate.
    /// </summary>
    public IReadOnlyList<RbacRole> SourcesOf(RbacRole role)
    {
        var (seen, sources) = (new HashSet<string> { role.Name }, new List<RbacRole>());
        Collect(role, seen, sources);
        if (IsInCircle(role))
            sources.Add(role);
        return sources;
    }

    private void Collect(RbacRole role, HashSet<string> seen, List<RbacRole> sources)
    {
        foreach (var selected in SelectedBy(role))
        {
            if (!seen.Add(selected.Name))
                continue; // found by another selector already, or a circle
            if (selected.Aggregates is null || IsInCircle(selected))
                sources.Add(selected);
            if (selected.Aggregates is not null)
                Collect(selected, seen, sources);
        }
    }

    /// <summary>Whether a role's written rules come back to it through others; a role that selects itself is passed over.</summary>
    private bool IsInCircle(RbacRole role)
    {
        if (role.Aggregates is null || role.Rules.Count == 0)
            return false;
        var (seen, next) = (new HashSet<string>(), new Queue<RbacRole>([role]));
        while (next.TryDequeue(out var one))
        {
            foreach (var selected in SelectedBy(one).Where(selected => selected.Aggregates is not null && selected.Name != one.Name))
            {
                if (selected.Name == role.Name)
                    return true;
                if (seen.Add(selected.Name))
                    next.Enqueue(selected);
            }
        }

        return false;
    }

    private IEnumerable<RbacRole> SelectedBy(RbacRole role) =>
        _clusterRoles.Where(one => role.Aggregates?.Any(selector => selector.Matches(one.Labels)) == true);
}
