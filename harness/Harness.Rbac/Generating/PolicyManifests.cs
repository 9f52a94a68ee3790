using Harness.Rbac.Admission;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;

namespace Harness.Rbac.Generating;

/// <summary>
/// The least that lets the consumers of a policy do what it allows: a Role and its RoleBinding for each in each namespace; and where single
/// paths are allowed, a ValidatingAdmissionPolicy and its binding, the only ones that are cluster-wide.
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
            ns, consumer.Name, [.. AllowanceRules.Of(consumer.Allow.Where(one => one.Namespaces.Contains(ns)))]));
        return new ConsumerAccess(consumer.Name, consumer.Subject, [.. roles]) { Paths = [.. PathAdmission.RulesOf(consumer)] };
    }
}
