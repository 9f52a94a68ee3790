using Harness.Rbac.Objects;

namespace Harness.Rbac.Evaluation;

/// <summary>
/// A cluster's RBAC together with manifests, as it is once they are applied and nothing is removed: so that files need not repeat the
/// roles that the cluster has. What a file leaves out of an object stays as the cluster has it (<see cref="AppliedFields"/>). A binding's
/// role cannot be changed: where the files name another one, the cluster refuses the file, and what it has stays; so both count.
/// Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#clusterrolebinding-example
/// </summary>
public static class JoinedSnapshot
{
    /// <summary>Joins them; of two objects of the same kind and name the fields of the files' count, as far as it has them.</summary>
    public static RbacSnapshot Of(RbacSnapshot cluster, RbacSnapshot files)
    {
        var applied = new AppliedFields(cluster, files);
        var roles = Joined(cluster.Roles, applied.Roles, role => (role.Namespace, role.Name));
        var refused = Refused(cluster, files);
        var admission = new AppliedAdmission(cluster.Admission, files.Admission);
        return new RbacSnapshot(
            $"{files.Origin} on {cluster.Origin}",
            applied.Aggregated(roles),
            [
                .. Joined(cluster.Bindings, applied.Bindings, binding => (binding.Namespace, binding.Name)),
                .. refused.Select(one => one.Old),
            ])
        {
            IsAggregated = true,
            Services = Joined(cluster.Services ?? [], files.Services ?? [], service => (service.Namespace, service.Name)),
            ServiceAccounts = Joined(cluster.ServiceAccounts ?? [], files.ServiceAccounts ?? [], SubjectIdentity.Key),
            Admission = admission.Joined,
            PassedOver = files.PassedOver,
            NotDecided = [.. files.NotDecided, .. applied.NotDecided, .. admission.NotDecided],
            Notes = [.. files.Notes, .. applied.Notes, .. admission.Notes, .. refused.Select(one => one.Why)],
        };
    }

    private static List<(RbacBinding Old, string Why)> Refused(RbacSnapshot cluster, RbacSnapshot files)
    {
        var there = cluster.Bindings.ToDictionary(one => (one.Namespace, one.Name));
        return
        [
            .. from binding in files.Bindings
               let old = there.GetValueOrDefault((binding.Namespace, binding.Name))
               where old is not null && (old.RoleKind, old.RoleName) != (binding.RoleKind, binding.RoleName)
               select (old, $"{binding} ({binding.Location}) binds {binding.RoleKind} {binding.RoleName}, and the one on the cluster "
                   + $"{old.RoleKind} {old.RoleName}: no API server changes a roleRef, so both are judged; delete the old binding first"),
        ];
    }

    private static List<T> Joined<T, TKey>(IReadOnlyList<T> cluster, IReadOnlyList<T> files, Func<T, TKey> key)
    {
        var own = files.Select(key).ToHashSet();
        return [.. cluster.Where(one => !own.Contains(key(one))), .. files];
    }
}
