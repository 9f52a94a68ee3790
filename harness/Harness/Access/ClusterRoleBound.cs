using Harness.Rbac.Objects;
using k8s.Models;

namespace Harness.Access;

/// <summary>A cluster role given to a consumer in one namespace, by a RoleBinding.</summary>
/// <param name="Namespace">Where it holds.</param>
/// <param name="Name">Name of the RoleBinding.</param>
/// <param name="Consumer">To whom.</param>
/// <param name="ClusterRole">The cluster role, e.g. <c>edit</c>.</param>
/// <param name="Sign">Something that the role allows: by it the authorizer shows that the binding is in force.</param>
public sealed record ClusterRoleBound(string Namespace, string Name, Consumer Consumer, string ClusterRole, AccessQuestion Sign)
{
    /// <summary>The RoleBinding object.</summary>
    public V1RoleBinding Binding() => new()
    {
        Metadata = new V1ObjectMeta { Name = Name },
        RoleRef = new V1RoleRef { ApiGroup = "rbac.authorization.k8s.io", Kind = "ClusterRole", Name = ClusterRole },
        Subjects = [new Rbacv1Subject { Kind = "ServiceAccount", NamespaceProperty = Consumer.Namespace, Name = Consumer.Name }],
    };
}
