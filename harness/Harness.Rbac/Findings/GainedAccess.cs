using Harness.Rbac.Analysis;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Findings;

/// <summary>What somebody really gains by a rule that names its objects; what is not known counts as everything.</summary>
internal static class GainedAccess
{
    /// <summary>Whether a service account is given nothing but itself: its own name, in its own namespace.</summary>
    public static bool IsOfItself(SubjectGrant grant, RbacRule rule) =>
        grant.Subject.Kind == RbacSubjectKind.ServiceAccount && grant.Binding.Namespace == grant.Subject.Namespace
        && rule.ResourceNames.Count > 0 && rule.ResourceNames.All(name => name == grant.Subject.Name);

    /// <summary>Whether the roles that somebody may bind are all known, and open nothing that matters.</summary>
    public static bool IsOfHarmlessRoles(AnalysedRbac rbac, SubjectGrant grant, RbacRule rule) =>
        rule.ResourceNames.Count > 0 && !rule.Resources.Contains("*")
        && (from resource in rule.Resources
            from name in rule.ResourceNames
            select IsHarmless(rbac, grant, resource, name)).All(isHarmless => isHarmless);

    /// <summary>A Role of some namespace, which of them is not known, counts as one that matters.</summary>
    private static bool IsHarmless(AnalysedRbac rbac, SubjectGrant grant, string resource, string name)
    {
        if (resource is not ("roles" or "clusterroles"))
            return true;
        var kind = resource == "roles" ? "Role" : "ClusterRole";
        return rbac.Evaluator.Roles.Of(new RbacBinding(grant.Binding.Namespace, "", kind, name, [])) is { } role
            && !role.Rules.Any(one => SensitiveAccess.Is(one.Rule));
    }
}
