using Harness.Rbac.Objects;
using Harness.Rbac.Policies;

namespace Harness.Rbac.Analysis;

/// <summary>
/// The closed world, by rules and not by any list of names: what a rule opens in the policy's scope, less what the policy allows.
/// </summary>
internal static class BeyondPolicy
{
    /// <summary>What one rule gives one subject of the proxies beyond the policy; nothing without a policy.</summary>
    public static IEnumerable<ProxyAccess> Beyond(this AnalysedRbac rbac, SubjectGrant grant, RbacRule rule)
    {
        var namespaces = rbac.NamespacesOf(grant);
        return ProxyAccess.Of(rule, clusterWide: grant.Binding.Namespace is null)
            .SelectMany(access => Judged(rbac.Scope, access))
            .Where(access => access.Resource == ProxyAccess.Nodes
                ? namespaces.Count > 0 && !namespaces.Any(ns => Allows(ns, access)) // a node is in none: allowed in one is allowed
                : namespaces.Any(ns => !Allows(ns, access)));

        bool Allows(string ns, ProxyAccess access) =>
            rbac.Reach.AllowanceOf(grant.Subject, ns, "", access.Resource, access.Name, access.Verb) is not null;
    }

    /// <summary>The same of everything else in the scope.</summary>
    public static IEnumerable<OpenedAccess> BeyondElsewhere(this AnalysedRbac rbac, SubjectGrant grant, RbacRule rule)
    {
        var (namespaces, isClusterWide) = (rbac.NamespacesOf(grant), grant.Binding.Namespace is null);
        return from scope in rbac.Scope is { World: PolicyWorld.Closed } closed ? closed.Resources : []
               from access in OpenedAccess.Of(rule, scope)
               let asked = namespaces.Where(ns => access.In(ns, isClusterWide, isNamed: !scope.IsEverything) is not null).ToList()
               let isOfCluster = asked.Count > 0 && access.In(asked[0], isClusterWide, isNamed: true)!.Namespace.Length == 0
               where asked.Count > 0 && (isOfCluster
                   ? !asked.Exists(ns => Allows(ns, access))
                   : asked.Exists(ns => !Allows(ns, access)))
               select access;

        bool Allows(string ns, OpenedAccess access) =>
            rbac.Reach.AllowanceOf(grant.Subject, ns, access.ApiGroup, access.Resource, access.Name, access.Verb) is not null;
    }

    /// <summary>As much of a way through a proxy as the scope is about.</summary>
    private static IEnumerable<ProxyAccess> Judged(PolicyScope? scope, ProxyAccess access)
    {
        var about = (scope is { World: PolicyWorld.Closed } ? scope.Resources : [])
            .Where(one => one.IsEverything || (one.ApiGroup.Length == 0 && one.Resource == access.Resource)).ToList();
        if (about.Exists(one => one.Verbs.Count == 0))
            return [access];
        return ProxyAccess.Verbs.Where(verb => about.Exists(one => one.HasVerb(verb)))
            .Where(verb => access.Verb == ScopeResource.All || access.Verb == verb)
            .Select(verb => access with { Verb = verb });
    }
}
