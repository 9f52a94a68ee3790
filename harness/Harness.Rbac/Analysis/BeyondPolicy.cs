using Harness.Rbac.Objects;

namespace Harness.Rbac.Analysis;

/// <summary>
/// The closed world, by rules and not by any list of names: what a rule opens of the proxies in the policy's namespaces, less what the
/// policy allows.
/// </summary>
internal static class BeyondPolicy
{
    /// <summary>What one rule gives one subject beyond the policy; nothing without a policy.</summary>
    public static IEnumerable<ProxyAccess> Beyond(this AnalysedRbac rbac, SubjectGrant grant, RbacRule rule)
    {
        var namespaces = rbac.NamespacesOf(grant);
        return ProxyAccess.Of(rule, clusterWide: grant.Binding.Namespace is null).Where(access => access.Resource == ProxyAccess.Nodes
            ? namespaces.Count > 0 && !namespaces.Any(ns => Allows(ns, access)) // a node is in none: allowed in one is allowed
            : namespaces.Any(ns => !Allows(ns, access)));

        bool Allows(string ns, ProxyAccess access) =>
            rbac.Reach.AllowanceOf(grant.Subject, ns, "", access.Resource, access.Name, access.Verb) is not null;
    }
}
