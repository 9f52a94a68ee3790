using Harness.Rbac.Objects;

namespace Harness.Rbac.Evaluation;

/// <summary>
/// A cluster's RBAC together with manifests, as it is once they are applied and nothing is removed: so that files need not repeat the
/// roles that the cluster has.
/// </summary>
public static class JoinedSnapshot
{
    /// <summary>Joins them; of two objects of the same kind and name the files' counts.</summary>
    public static RbacSnapshot Of(RbacSnapshot cluster, RbacSnapshot files)
    {
        var roles = Joined(cluster.Roles, files.Roles, role => (role.Namespace, role.Name));
        var aggregation = new RoleAggregation(roles);
        return new RbacSnapshot(
            $"{files.Origin} on {cluster.Origin}",
            [.. roles.Select(role => Aggregated(role, aggregation))],
            Joined(cluster.Bindings, files.Bindings, binding => (binding.Namespace, binding.Name)))
        {
            IsAggregated = true,
            Services = Joined(cluster.Services ?? [], files.Services ?? [], service => (service.Namespace, service.Name)),
            ServiceAccounts = Joined(cluster.ServiceAccounts ?? [], files.ServiceAccounts ?? [], SubjectIdentity.Key),
            PassedOver = files.PassedOver,
            Notes = files.Notes,
        };
    }

    private static List<T> Joined<T, TKey>(IReadOnlyList<T> cluster, IReadOnlyList<T> files, Func<T, TKey> key)
    {
        var own = files.Select(key).ToHashSet();
        return [.. cluster.Where(one => !own.Contains(key(one))), .. files];
    }

    /// <summary>As the cluster's controller is going to write it.</summary>
    private static RbacRole Aggregated(RbacRole role, RoleAggregation aggregation) => role.Aggregates is null
        ? role
        : role with { Rules = [.. aggregation.SourcesOf(role).SelectMany(source => source.Rules)] };
}
