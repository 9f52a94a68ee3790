using Harness.Access;
using k8s;
using k8s.Models;

namespace Harness.Generating;

/// <summary>A consumer and all that it may do, as it goes into manifests: a service account where it is one, roles, and their bindings.</summary>
/// <param name="Name">What people call it; the name of its file: lower-case letters, digits, dashes and dots.</param>
/// <param name="Subject">Who it is to the cluster.</param>
/// <param name="Roles">What it may do.</param>
public sealed record ConsumerAccess(string Name, RoleSubject Subject, IReadOnlyList<NamedRole> Roles)
{
    /// <summary>A consumer with its grants.</summary>
    public static ConsumerAccess Of(Consumer consumer, params IEnumerable<Grant> grants) => new(
        consumer.Name,
        RoleSubject.ServiceAccount(consumer.Namespace, consumer.Name),
        [.. grants.Select(grant => new NamedRole(grant.Namespace, grant.Name, [grant.Rule]))]);

    /// <summary>Its objects: the service account, then each role with its binding.</summary>
    internal IEnumerable<IKubernetesObject<V1ObjectMeta>> Objects()
    {
        if (Subject.IsServiceAccount)
            yield return new V1ServiceAccount { Metadata = new V1ObjectMeta { Name = Subject.Name, NamespaceProperty = Subject.Namespace } };
        foreach (var role in Roles)
        {
            yield return role.Role();
            yield return role.BindingTo(Subject);
        }
    }
}
