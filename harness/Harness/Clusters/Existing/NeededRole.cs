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

    /// <summary>
    /// A ClusterRole, since the namespaces that a run makes have no names yet, a Role for each namespace that is there already, and
    /// bindings to be filled in.
    /// </summary>
    public static string Yaml(IReadOnlyList<AccessQuestion> needed) => string.Join("---\n", needed
        .GroupBy(question => question.Namespace == PermissionCheck.AnyNamespace ? "" : question.Namespace)
        .OrderBy(some => some.Key, StringComparer.Ordinal)
        .Select(some => some.Key.Length == 0 ? ClusterWide(some) : In(some.Key, some)));

    private static IEnumerable<V1PolicyRule> Rules(IEnumerable<AccessQuestion> needed) =>
        from question in needed
        group question.Verb by (question.ApiGroup, question.Resource, question.Name) into rule
        select (rule.Key, Verbs: string.Join(' ', rule)) into rule
        group rule.Key.Resource by (rule.Key.ApiGroup, rule.Verbs, rule.Key.Name) into rule
        select new V1PolicyRule
        {
            ApiGroups = [rule.Key.ApiGroup],
            Resources = [.. rule],
            ResourceNames = rule.Key.Name.Length == 0 ? null : [rule.Key.Name],
            Verbs = [.. rule.Key.Verbs.Split(' ')],
        };

    private static string In(string ns, IEnumerable<AccessQuestion> needed)
    {
        var role = new V1Role
        {
            ApiVersion = "rbac.authorization.k8s.io/v1",
            Kind = "Role",
            Metadata = new V1ObjectMeta { Name = Name, NamespaceProperty = ns },
            Rules = [.. Rules(needed)],
        };
        var binding = new V1RoleBinding
        {
            ApiVersion = "rbac.authorization.k8s.io/v1",
            Kind = "RoleBinding",
            Metadata = new V1ObjectMeta { Name = Name, NamespaceProperty = ns },
            RoleRef = new V1RoleRef { ApiGroup = "rbac.authorization.k8s.io", Kind = "Role", Name = Name },
            Subjects = [User()],
        };
        return $"{KubernetesYaml.Serialize(role).TrimEnd()}\n---\n{KubernetesYaml.Serialize(binding).TrimEnd()}\n";
    }

    private static Rbacv1Subject User() =>
        new() { ApiGroup = "rbac.authorization.k8s.io", Kind = "User", Name = "NAME-OF-THE-KUBECONFIGS-USER" };

    private static string ClusterWide(IEnumerable<AccessQuestion> needed)
    {
        var role = new V1ClusterRole
        {
            ApiVersion = "rbac.authorization.k8s.io/v1",
            Kind = "ClusterRole",
            Metadata = new V1ObjectMeta { Name = Name },
            Rules = [.. Rules(needed)],
        };
        var binding = new V1ClusterRoleBinding
        {
            ApiVersion = "rbac.authorization.k8s.io/v1",
            Kind = "ClusterRoleBinding",
            Metadata = new V1ObjectMeta { Name = Name },
            RoleRef = new V1RoleRef { ApiGroup = "rbac.authorization.k8s.io", Kind = "ClusterRole", Name = Name },
            Subjects = [User()],
        };
        return $"{KubernetesYaml.Serialize(role).TrimEnd()}\n---\n{KubernetesYaml.Serialize(binding).TrimEnd()}\n";
    }
}
