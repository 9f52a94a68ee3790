using Harness.Access;
using k8s.Models;

namespace Harness.Generating;

/// <summary>A Role, and the RoleBinding of the same name that gives it to a consumer.</summary>
/// <param name="Namespace">Where both are, and where it holds.</param>
/// <param name="Name">Name of both.</param>
/// <param name="Rules">What it allows.</param>
public sealed record NamedRole(string Namespace, string Name, IReadOnlyList<GrantRule> Rules)
{
    internal V1Role Role() => new() { Metadata = Metadata(), Rules = [.. Rules.Select(rule => rule.PolicyRule())] };

    internal V1RoleBinding BindingTo(RoleSubject subject) => new()
    {
        Metadata = Metadata(),
        RoleRef = new V1RoleRef { ApiGroup = "rbac.authorization.k8s.io", Kind = "Role", Name = Name },
        Subjects = [subject.InBinding()],
    };

    private V1ObjectMeta Metadata() => new() { Name = Name, NamespaceProperty = Namespace };
}
