using Harness.Rbac.Objects;

namespace Harness.Rbac.Evaluation;

/// <summary>
/// Finds the rules that an aggregated ClusterRole takes over. The cluster's controller replaces the role's own rules by those of the roles
/// that its selectors find, again and again until nothing changes; so what remains are the rules of those that do not aggregate themselves.
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
        return sources;
    }

    private void Collect(RbacRole role, HashSet<string> seen, List<RbacRole> sources)
    {
        foreach (var selected in _clusterRoles.Where(one => role.Aggregates?.Any(selector => selector.Matches(one.Labels)) == true))
        {
            if (!seen.Add(selected.Name))
                continue; // found by another selector already, or a circle
            if (selected.Aggregates is null)
                sources.Add(selected);
            else
                Collect(selected, seen, sources);
        }
    }
}
