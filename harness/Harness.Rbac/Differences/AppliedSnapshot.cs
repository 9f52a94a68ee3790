using Harness.Rbac.Objects;

namespace Harness.Rbac.Differences;

/// <summary>
/// A cluster's RBAC as it would be with manifests applied, by which the two can be compared: manifests alone say nothing of the rest.
/// </summary>
public static class AppliedSnapshot
{
    /// <summary>
    /// Replaces what the manifests are about: roles and bindings of the namespaces that they have any in, and cluster-wide objects of the
    /// same kind and name. In those namespaces what is not in the manifests is gone, as a pruning deployment leaves it; all else stays.
    /// </summary>
    public static RbacSnapshot Of(RbacSnapshot cluster, RbacSnapshot manifests)
    {
        var namespaces = manifests.Roles.Select(role => role.Namespace).Concat(manifests.Bindings.Select(binding => binding.Namespace))
            .OfType<string>().ToHashSet();
        var roles = manifests.Roles.Where(role => role.Namespace is null).Select(role => role.Name).ToHashSet();
        var bindings = manifests.Bindings.Where(binding => binding.Namespace is null).Select(binding => binding.Name).ToHashSet();
        return new RbacSnapshot(
            $"{cluster.Origin} with {manifests.Origin} applied",
            [.. cluster.Roles.Where(role => Stays(role.Namespace, role.Name, roles)), .. manifests.Roles],
            [.. cluster.Bindings.Where(binding => Stays(binding.Namespace, binding.Name, bindings)), .. manifests.Bindings]);

        bool Stays(string? ns, string name, HashSet<string> replaced) => ns is null ? !replaced.Contains(name) : !namespaces.Contains(ns);
    }
}
