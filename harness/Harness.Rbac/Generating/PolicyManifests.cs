using Harness.Rbac.Objects;
using Harness.Rbac.Policies;

namespace Harness.Rbac.Generating;

/// <summary>
/// The least that lets the consumers of a policy do what it allows: a Role and its RoleBinding for each in each namespace, and nothing
/// cluster-wide.
/// </summary>
public static class PolicyManifests
{
    /// <summary>The manifests of a policy; its first namespace is theirs.</summary>
    /// <exception cref="HarnessException">It allows what no Role in a namespace can (exit code 2).</exception>
    public static AccessManifests Of(AccessPolicy policy) => new(policy.Namespaces[0], [.. policy.Consumers.Select(Access)]);

    private static ConsumerAccess Access(PolicyConsumer consumer)
    {
        if (consumer.Allow.FirstOrDefault(one => one.IsOfCluster) is { } beyond)
        {
            throw HarnessException.BadInput(
                $"{beyond.Location}: {beyond.Resource} is in no namespace, so no Role can allow it to {consumer.Name}; "
                + "bind a ClusterRole by hand, and take it out of the policy that manifests are made of");
        }

        var roles = consumer.Allow.SelectMany(one => one.Namespaces).Distinct().Select(ns => new RbacRole(
            ns, consumer.Name, [.. Rules(consumer.Allow.Where(one => one.Namespaces.Contains(ns)))]));
        return new ConsumerAccess(consumer.Name, consumer.Subject, [.. roles]);
    }

    /// <summary>Names that go with the same verbs are put into one rule.</summary>
    private static IEnumerable<RbacRule> Rules(IEnumerable<PolicyAllowance> allowed) =>
        from one in allowed
        group one by (one.ApiGroup, one.Resource, HasNames: one.Names.Count > 0, Verbs: string.Join(',', one.Verbs)) into same
        select new RbacRule(
            [same.Key.ApiGroup], [same.Key.Resource], [.. same.SelectMany(one => one.Names).Distinct()], same.First().Verbs);
}
