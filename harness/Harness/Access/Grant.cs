using Harness.Rbac.Objects;
using k8s.Models;

namespace Harness.Access;

/// <summary>
/// What a consumer may do in one namespace: a Role and the RoleBinding that gives it to the consumer, both of the grant's name.
/// Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/
/// </summary>
/// <param name="Namespace">Where it holds.</param>
/// <param name="Name">Name of the Role and of the RoleBinding.</param>
/// <param name="Consumer">To whom.</param>
/// <param name="Rule">What.</param>
public sealed record Grant(string Namespace, string Name, Consumer Consumer, GrantRule Rule)
{
    /// <summary>A grant on services/proxy by resource names, the pattern this project is about.</summary>
    /// <param name="consumer">To whom; the grant holds in its namespace.</param>
    /// <param name="name">Name of the Role and of the RoleBinding.</param>
    /// <param name="services">Names as they stand in the proxy URL, port and scheme included.</param>
    /// <param name="verbs">API verbs, e.g. <c>get</c>.</param>
    public static Grant ServiceProxy(
        Consumer consumer, string name, IReadOnlyList<string> services, IReadOnlyList<string> verbs) =>
        new(consumer.Namespace, name, consumer, new GrantRule("", "services/proxy", services, verbs));

    /// <summary>The Role object.</summary>
    public V1Role Role() => new()
    {
        Metadata = new V1ObjectMeta { Name = Name },
        Rules = [Rule.PolicyRule()],
    };

    /// <summary>The RoleBinding object.</summary>
    public V1RoleBinding Binding() => new()
    {
        Metadata = new V1ObjectMeta { Name = Name },
        RoleRef = new V1RoleRef { ApiGroup = "rbac.authorization.k8s.io", Kind = "Role", Name = Name },
        Subjects = [new Rbacv1Subject { Kind = "ServiceAccount", NamespaceProperty = Consumer.Namespace, Name = Consumer.Name }],
    };
}

/// <summary>One RBAC rule.</summary>
/// <param name="ApiGroup">API group; empty for the core group.</param>
/// <param name="Resource">Resource, with its sub-resource after a slash.</param>
/// <param name="Names">Resource names; empty for every name.</param>
/// <param name="Verbs">API verbs, or <c>*</c>.</param>
public sealed record GrantRule(string ApiGroup, string Resource, IReadOnlyList<string> Names, IReadOnlyList<string> Verbs)
{
    /// <summary>The rule as it stands in a Role.</summary>
    public V1PolicyRule PolicyRule() => new()
    {
        ApiGroups = [ApiGroup],
        Resources = [Resource],
        ResourceNames = Names.Count == 0 ? null : [.. Names],
        Verbs = [.. Verbs],
    };

    /// <summary>Every single question that the rule answers with yes.</summary>
    public IEnumerable<AccessQuestion> Questions(string ns) =>
        from verb in Verbs
        from name in Names.DefaultIfEmpty("")
        select new AccessQuestion(ns, ApiGroup, Resource, name, verb);
}
