using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Differences;

/// <summary>
/// A cluster's RBAC as it would be with manifests applied, by which the two can be compared: manifests alone say nothing of the rest.
/// </summary>
public static class AppliedSnapshot
{
    /// <summary>
    /// Replaces what the manifests are about: roles and bindings of the namespaces that they have any in, and cluster-wide objects of the
    /// same kind and name. In those namespaces what is not in the manifests is gone, as a pruning deployment leaves it; all else stays, and
    /// so does what Kubernetes itself gives in kube-system and kube-public, which the API server makes again. Admission policies are
    /// cluster-wide. What a manifest leaves out of an object that is there stays, too (<see cref="AppliedFields"/>).
    /// </summary>
    public static RbacSnapshot Of(RbacSnapshot cluster, RbacSnapshot manifests)
    {
        var namespaces = manifests.Roles.Select(role => role.Namespace).Concat(manifests.Bindings.Select(binding => binding.Namespace))
            .OfType<string>().ToHashSet();
        var roles = manifests.Roles.Where(role => role.Namespace is null).Select(role => role.Name).ToHashSet();
        var bindings = manifests.Bindings.Where(binding => binding.Namespace is null).Select(binding => binding.Name).ToHashSet();
        var gone = cluster with
        {
            Roles = [.. cluster.Roles.Where(role => !Stays(role.Namespace, role.Name, roles))],
            Bindings = [.. cluster.Bindings.Where(binding => !Stays(binding.Namespace, binding.Name, bindings))],
        };
        var (again, applied) = (MadeAgain(gone, manifests), new AppliedFields(cluster, manifests));
        var admission = new AppliedAdmission(cluster.Admission, manifests.Admission);
        return new RbacSnapshot(
            $"{cluster.Origin} with {manifests.Origin} applied",
            applied.Aggregated([.. cluster.Roles.Where(role => Stays(role.Namespace, role.Name, roles)), .. again.Roles, .. applied.Roles]),
            [
                .. cluster.Bindings.Where(binding => Stays(binding.Namespace, binding.Name, bindings)), .. again.Bindings,
                .. applied.Bindings,
            ])
        {
            IsAggregated = true,
            Admission = admission.Joined,
            Notes = [.. applied.Notes, .. admission.Notes],
            NotDecided = [.. applied.NotDecided, .. admission.NotDecided],
        };

        bool Stays(string? ns, string name, HashSet<string> replaced) => ns is null ? !replaced.Contains(name) : !namespaces.Contains(ns);
    }

    /// <summary>Of what is gone, as much as Kubernetes itself writes; what others added to it does not come back.</summary>
    private static RbacSnapshot MadeAgain(RbacSnapshot gone, RbacSnapshot manifests)
    {
        var own = KubernetesOwn.Of(gone);
        var (roles, bindings) = (manifests.Roles.Select(one => (one.Namespace, one.Name)).ToHashSet(),
            manifests.Bindings.Select(one => (one.Namespace, one.Name)).ToHashSet());
        return gone with
        {
            Roles = [.. from role in gone.Roles
                        where !roles.Contains((role.Namespace, role.Name))
                        let rules = role.Rules.Where(rule => own.Writes(role, rule)).ToList()
                        where rules.Count > 0
                        select role with { Rules = rules }],
            Bindings = [.. from binding in gone.Bindings
                           where !bindings.Contains((binding.Namespace, binding.Name))
                           let subjects = binding.Subjects.Where(subject => own.Names(binding, subject)).ToList()
                           where subjects.Count > 0
                           select binding with { Subjects = subjects }],
        };
    }
}
