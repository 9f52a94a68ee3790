using Harness.Rbac.Objects;

namespace Harness.Access;

/// <summary>
/// What a consumer may do in one namespace: a Role and the RoleBinding that gives it to the consumer, both of the grant's name.
/// Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/
/// </summary>
/// <param name="Namespace">Where it holds.</param>
/// <param name="Name">Name of the Role and of the RoleBinding.</param>
/// <param name="Consumer">To whom.</param>
/// <param name="Rule">What.</param>
public sealed record Grant(string Namespace, string Name, Consumer Consumer, RbacRule Rule)
{
    /// <summary>A grant on services/proxy by resource names, the pattern this project is about.</summary>
    /// <param name="consumer">To whom; the grant holds in its namespace.</param>
    /// <param name="name">Name of the Role and of the RoleBinding.</param>
    /// <param name="services">Names as they stand in the proxy URL, port and scheme included.</param>
    /// <param name="verbs">API verbs, e.g. <c>get</c>.</param>
    public static Grant ServiceProxy(
        Consumer consumer, string name, IReadOnlyList<string> services, IReadOnlyList<string> verbs) =>
        new(consumer.Namespace, name, consumer, new RbacRule([""], ["services/proxy"], services, verbs));

    /// <summary>The Role.</summary>
    public RbacRole Role => new(Namespace, Name, [Rule]);

    /// <summary>The RoleBinding.</summary>
    public RbacBinding Binding => new(Namespace, Name, Role.Kind, Name, [Consumer.Subject]);

    /// <summary>Every question to the authorizer that the rule answers with yes.</summary>
    public IEnumerable<AccessQuestion> Questions() =>
        from verb in Rule.Verbs
        from apiGroup in Rule.ApiGroups
        from resource in Rule.Resources
        from name in Rule.ResourceNames.DefaultIfEmpty("")
        select new AccessQuestion(Namespace, apiGroup, resource, name, verb);
}
