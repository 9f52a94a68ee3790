using System.Text.Json.Nodes;
using Harness.Rbac.Admission;
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
    /// <summary>Paths of services that it may call, beyond what RBAC can say: admission policies of Kubernetes 1.30 and later.</summary>
    public IReadOnlyList<PathRule> Paths { get; init; } = [];

    /// <summary>
    /// Its objects: the service account, each admission policy with its binding, then each role with its: where admission is refused,
    /// nothing is open yet.
    /// </summary>
    internal IEnumerable<JsonObject> Objects()
    {
        if (Subject.Kind == RbacSubjectKind.ServiceAccount)
            yield return RbacJson.ServiceAccount(Subject);
        foreach (var made in Paths.SelectMany(PathPolicy.Both))
            yield return made;
        foreach (var role in Roles)
        {
            yield return RbacJson.Role(role);
            yield return RbacJson.Binding(new RbacBinding(role.Namespace, role.Name, role.Kind, role.Name, [Subject]));
        }
    }
}
