using Harness.Rbac.Objects;

namespace Harness.Rbac.Bootstrap;

/// <summary>
/// Files as they come into force on a cluster, which has Kubernetes' own roles and bindings already. Where a file has an object of the same
/// name, the API server adds at its next start what the file's lacks, and takes nothing away; unless the object's annotation forbids it.
/// Source: https://github.com/kubernetes/kubernetes/blob/v1.34.0/staging/src/k8s.io/component-helpers/auth/rbac/reconciliation
/// </summary>
public static class BootstrappedSnapshot
{
    /// <summary>The snapshot with the objects of its version; a cluster's has them already and stays as it is.</summary>
    public static RbacSnapshot WithBootstrapObjects(this RbacSnapshot snapshot)
    {
        if (snapshot.KubernetesVersion is not { } version)
            return snapshot;
        var own = BootstrapObjects.Of(version);
        var roles = snapshot.Roles.Select(role => (role.Namespace, role.Name)).ToHashSet();
        var bindings = snapshot.Bindings.Select(one => (one.Namespace, one.Name, one.RoleKind, one.RoleName)).ToHashSet();
        return snapshot with
        {
            Roles =
            [
                .. snapshot.Roles.Select(
                    role => role.AutoUpdates ? own.Named(role).Aggregate(role, Restored) : role),
                .. own.Roles.Where(role => !roles.Contains((role.Namespace, role.Name))),
            ],
            Bindings =
            [
                .. snapshot.Bindings.Select(
                    binding => binding.AutoUpdates ? own.Named(binding).Aggregate(binding, Restored) : binding),
                .. own.Bindings.Where(one => !bindings.Contains((one.Namespace, one.Name, one.RoleKind, one.RoleName))),
            ],
        };
    }

    private static RbacRole Restored(RbacRole written, RbacRole own) => written with
    {
        Rules = [.. written.Rules, .. own.Rules],
        Labels = new Dictionary<string, string>([.. own.Labels.Where(label => !written.Labels.ContainsKey(label.Key)), .. written.Labels]),
        Aggregates = own.Aggregates is null ? written.Aggregates : [.. written.Aggregates ?? [], .. own.Aggregates],
    };

    private static RbacBinding Restored(RbacBinding written, RbacBinding own) => written with
    {
        Subjects = [.. written.Subjects, .. own.Subjects.Where(subject => !written.Subjects.Any(subject.IsSame))],
    };
}
