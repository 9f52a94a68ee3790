using Harness.Access;
using Harness.Api;
using Harness.Rbac.Objects;
using Harness.Results;
using k8s;

namespace Harness.Load.RbacCost;

/// <summary>Ever more rules in the one role that the consumer is bound to; the rule that allows its call is the last of them.</summary>
/// <remarks>
/// One role holds 10,000 small rules: 1 MiB as JSON, of the 3 MiB that the API server takes, and half of that in etcd, which takes 1.5 MiB.
/// </remarks>
/// <param name="admin">Client of an administrator.</param>
/// <param name="facts">What grows.</param>
/// <param name="granted">The consumer's grant, which is there already.</param>
/// <param name="ruleOf">The rule with a number from 1: something else that nothing needs.</param>
internal sealed class RuleGrowth(IKubernetes admin, RbacGrowthFacts facts, Grant granted, Func<int, RbacRule> ruleOf) : IRbacGrowth
{
    private readonly GrantKeeper _keeper = new(admin);
    private int _size = 1;

    /// <inheritdoc/>
    public RbacGrowthFacts Facts => facts;

    /// <inheritdoc/>
    public async Task ResizeAsync(int size, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        if (size == _size)
            return;
        var role = new RbacRole(granted.Namespace, granted.Name, [.. Enumerable.Range(1, size - 1).Select(ruleOf), granted.Rule]);
        await admin.RbacAuthorizationV1.ReplaceNamespacedRoleAsync(
            role.ToRole(), role.Name, role.Namespace, cancellationToken: cancellationToken).ConfigureAwait(false);
        var newest = granted with { Rule = ruleOf(Math.Max(size, _size) - 1) };
        await (size > _size ? _keeper.AgreedAsync(newest, cancellationToken) : _keeper.RevokedAsync(newest, cancellationToken))
            .ConfigureAwait(false);
        _size = size;
    }
}
