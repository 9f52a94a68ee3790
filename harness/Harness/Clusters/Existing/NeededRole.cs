using Harness.Rbac.Objects;
using k8s;
using k8s.Models;

namespace Harness.Clusters.Existing;

/// <summary>What the user of a run must be allowed on an existing cluster, as objects to apply.</summary>
internal static class NeededRole
{
    private const string Name = "harness-runner";

    /// <summary>Permissions in the namespaces that a run makes.</summary>
    public static IEnumerable<AccessQuestion> Ask(string group, string resource, params string[] verbs) =>
        PermissionCheck.Ask(PermissionCheck.AnyNamespace, group, resource, verbs);

    /// <summary>A ClusterRole, since the namespaces that a run makes have no names yet, and a binding to be filled in.</summary>
    public static string Yaml(IReadOnlyList<AccessQuestion> needed)
    {
        var rules = from question in needed
                    group question.Verb by (question.ApiGroup, question.Resource) into rule
                    select (rule.Key.ApiGroup, rule.Key.Resource, Verbs: string.Join(' ', rule)) into rule
                    group rule.Resource by (rule.ApiGroup, rule.Verbs) into rule
                    select new V1PolicyRule
                    {
                        ApiGroups = [rule.Key.ApiGroup],
                        Resources = [.. rule],
                        Verbs = [.. rule.Key.Verbs.Split(' ')],
                    };
        var role = new V1ClusterRole
        {
            ApiVersion = "rbac.authorization.k8s.io/v1",
            Kind = "ClusterRole",
            Metadata = new V1ObjectMeta { Name = Name },
            Rules = [.. rules],
        };
        var binding = new V1ClusterRoleBinding
        {
            ApiVersion = "rbac.authorization.k8s.io/v1",
            Kind = "ClusterRoleBinding",
            Metadata = new V1ObjectMeta { Name = Name },
            RoleRef = new V1RoleRef { ApiGroup = "rbac.authorization.k8s.io", Kind = "ClusterRole", Name = Name },
            Subjects = [new Rbacv1Subject { ApiGroup = "rbac.authorization.k8s.io", Kind = "User", Name = "NAME-OF-THE-KUBECONFIGS-USER" }],
        };
        return $"{KubernetesYaml.Serialize(role).TrimEnd()}\n---\n{KubernetesYaml.Serialize(binding).TrimEnd()}\n";
    }
}
