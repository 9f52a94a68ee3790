using Harness.Rbac.Objects;

namespace Harness.Rbac.Findings;

/// <summary>
/// The closed world, by rules and not by any list of names: what a rule opens of the proxies in the policy's namespaces, less what the policy allows.
/// </summary>
internal static class BeyondPolicy
{
    /// <summary>What one rule gives one subject beyond the policy; nothing without a policy.</summary>
    public static IEnumerable<(string Namespace, ProxyAccess Access)> Beyond(this AnalysedRbac rbac, SubjectGrant grant, RbacRule rule) =>
        from access in ProxyAccess.Of(rule, clusterWide: grant.Binding.Namespace is null)
        from ns in rbac.NamespacesOf(grant)
        where !rbac.Reach.Allows(grant.Subject, ns, "", access.Resource, access.Name, access.Verb)
        select (ns, access);
}
