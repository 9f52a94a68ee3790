using System.Text.Json.Nodes;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Generating;

/// <summary>
/// A consumer and all that it may do, as it goes into manifests: its service account if it is one, roles, and their bindings.
/// </summary>
/// <param name="Name">What people call it; the name of its file: lower-case letters, digits, dashes and dots.</param>
/// <param name="Subject">The consumer as the bindings name it.</param>
/// <param name="Roles">What it may do: Roles, each of which is bound to it by a RoleBinding of the same name.</param>
public sealed record ConsumerAccess(string Name, RbacSubject Subject, IReadOnlyList<RbacRole> Roles)
{
    /// <summary>Its objects: the service account, then each role with its binding.</summary>
    internal IEnumerable<JsonObject> Objects()
    {
        if (Subject.Kind == RbacSubjectKind.ServiceAccount)
            yield return RbacJson.ServiceAccount(Subject);
        foreach (var role in Roles)
        {
            yield return RbacJson.Role(role);
            yield return RbacJson.Binding(new RbacBinding(role.Namespace, role.Name, role.Kind, role.Name, [Subject]));
        }
    }
}
