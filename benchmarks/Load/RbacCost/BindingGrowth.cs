using Harness.Access;
using Harness.Api;
using Harness.Rbac.Objects;
using Harness.Results;
using k8s;
using k8s.Models;

namespace Harness.Load.RbacCost;

/// <summary>Ever more RoleBindings in one namespace, in none of which the authorizer finds what it looks for.</summary>
/// <remarks>
/// The API server delivers changes of RoleBindings to its authorizer in their order, so that the last one made is in effect only when all
/// are: it is made alone, with a role that nothing else grants, and asked about. Source: kubernetes/kubernetes,
/// plugin/pkg/auth/authorizer/rbac and client-go's shared informers.
/// </remarks>
/// <param name="admin">Client of an administrator; it waits as long as a busy API server asks it to.</param>
/// <param name="facts">What grows.</param>
/// <param name="grantOf">The grant with a number from 1: to whom, and of what.</param>
/// <param name="shared">The role that all but each step's last one are bound to; null where each has a role of its own.</param>
internal sealed class BindingGrowth(IKubernetes admin, RbacGrowthFacts facts, Func<int, Grant> grantOf, RbacRole? shared) : IRbacGrowth
{
    private const int AtOnce = 16;
    private readonly GrantKeeper _keeper = new(admin);
    private bool _hasShared;
    private int _size = 1;

    /// <inheritdoc/>
    public RbacGrowthFacts Facts => facts;

    /// <inheritdoc/>
    public async Task ResizeAsync(int size, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        var (before, options) = (_size, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken });
        if (size > before)
        {
            await EnsureSharedAsync(cancellationToken).ConfigureAwait(false);
            await Parallel.ForAsync(before, size - 1, options, MakeAsync).ConfigureAwait(false);
            await _keeper.ApplyAsync(grantOf(size - 1), cancellationToken).ConfigureAwait(false);
        }
        else if (size < before)
        {
            await Parallel.ForAsync(size, before - 1, options, RemoveAsync).ConfigureAwait(false);
            await _keeper.RevokeAsync(grantOf(before - 1), cancellationToken).ConfigureAwait(false);
        }

        _size = size;
    }

    private async Task EnsureSharedAsync(CancellationToken cancellationToken)
    {
        if (shared is null || _hasShared)
            return;
        await MakeRoleAsync(shared, cancellationToken).ConfigureAwait(false);
        _hasShared = true;
    }

    private async ValueTask MakeAsync(int number, CancellationToken cancellationToken)
    {
        var grant = grantOf(number);
        if (shared is null)
            await MakeRoleAsync(grant.Role, cancellationToken).ConfigureAwait(false);
        var binding = shared is null ? grant.Binding : grant.Binding with { RoleName = shared.Name };
        await admin.RbacAuthorizationV1.CreateNamespacedRoleBindingAsync(
            binding.ToRoleBinding(), grant.Namespace, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private Task<V1Role> MakeRoleAsync(RbacRole role, CancellationToken cancellationToken) =>
        admin.RbacAuthorizationV1.CreateNamespacedRoleAsync(role.ToRole(), role.Namespace, cancellationToken: cancellationToken);

    private async ValueTask RemoveAsync(int number, CancellationToken cancellationToken) =>
        await _keeper.RemoveAsync(grantOf(number), cancellationToken).ConfigureAwait(false);
}
