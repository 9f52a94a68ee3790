using Harness.Rbac.Analysis;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Findings;

/// <summary>What somebody really gains by a rule that names its objects; what is not known counts as everything.</summary>
internal static class GainedAccess
{
    /// <summary>Whether a service account is given nothing but itself: its own name, in its own namespace.</summary>
    public static bool IsOfItself(SubjectGrant grant, RbacRule rule) =>
        grant.Subject.Kind == RbacSubjectKind.ServiceAccount && grant.Binding.Namespace == grant.Subject.Namespace
        && rule.ResourceNames.Count > 0 && rule.ResourceNames.All(name => name == grant.Subject.Name);

    /// <summary>Whether the roles that somebody may bind are all known, and open nothing that matters, alone or together.</summary>
    public static bool IsOfHarmlessRoles(AnalysedRbac rbac, SubjectGrant grant, RbacRule rule)
    {
        if (rule.ResourceNames.Count == 0 || rule.Resources.Contains("*"))
            return false;
        var roles = (from resource in rule.Resources
                     where resource is "roles" or "clusterroles"
                     from name in rule.ResourceNames
                     select Role(rbac, grant, resource, name)).ToList();
        var rules = roles.SelectMany(role => role?.Rules ?? []).Select(one => one.Rule).ToList();
        return !roles.Contains(null) && !rules.Exists(SensitiveAccess.Is) && !RemadeServices.AreIn(rules);
    }

    /// <summary>A Role of some namespace, which of them is not known, counts as one that matters.</summary>
    private static EffectiveRole? Role(AnalysedRbac rbac, SubjectGrant grant, string resource, string name) =>
        rbac.Evaluator.Roles.Of(new RbacBinding(grant.Binding.Namespace, "", resource == "roles" ? "Role" : "ClusterRole", name, []));
}
