using Harness.Rbac.Bootstrap;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Evaluation;

/// <summary>
/// Files as they come into force on a cluster, which has Kubernetes' own roles and bindings already. Where a file has an object of the same
/// name, an apply keeps what the file leaves out (<see cref="AppliedFields"/>), and the API server adds at its next start what the file
/// takes away (<see cref="RestoredObjects"/>).
/// </summary>
public static class BootstrappedSnapshot
{
    /// <summary>The snapshot with the objects of its version; a cluster's has them already and stays as it is.</summary>
    public static RbacSnapshot WithBootstrapObjects(this RbacSnapshot snapshot)
    {
        if (snapshot.KubernetesVersion is not { } version)
            return snapshot;
        var own = BootstrapObjects.Of(version);
        var applied = new AppliedFields(new RbacSnapshot("", own.Roles, own.Bindings) { ServerVersion = version }, snapshot);
        var roles = snapshot.Roles.Select(role => (role.Namespace, role.Name)).ToHashSet();
        var bindings = snapshot.Bindings.Select(one => (one.Namespace, one.Name, one.RoleKind, one.RoleName)).ToHashSet();
        return snapshot with
        {
            Roles = [.. applied.Roles, .. own.Roles.Where(role => !roles.Contains((role.Namespace, role.Name)))],
            Bindings =
            [
                .. applied.Bindings,
                .. own.Bindings.Where(one => !bindings.Contains((one.Namespace, one.Name, one.RoleKind, one.RoleName))),
            ],
            Notes = [.. snapshot.Notes, .. applied.Notes],
            NotDecided = [.. snapshot.NotDecided, .. applied.NotDecided],
        };
    }
}
