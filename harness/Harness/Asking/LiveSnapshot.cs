using System.Text.Json;
using Harness.Rbac.Objects;
using k8s;

namespace Harness.Asking;

/// <summary>
/// Reads RBAC, services and service accounts of a whole cluster, page by page, keeping only what is evaluated.
/// The lists are not of the same instant: the API has no way to ask for that.
/// </summary>
/// <param name="client">Client that may list them in all namespaces.</param>
public sealed class LiveSnapshot(Kubernetes client)
{
    /// <summary>Objects in a page; kubectl asks for as many at once.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>What messages call the cluster: <c>cluster https://…</c>.</summary>
    public string Origin { get; } = $"cluster {client.BaseUri.AbsoluteUri.TrimEnd('/')}";

    /// <summary>Whether admission policies and webhooks are read, too, which matter for paths alone.</summary>
    public bool ReadsAdmission { get; init; }

    /// <summary>Reads everything: whole or not at all, since what a missing page holds would pass for "not granted".</summary>
    /// <exception cref="HarnessException">
    /// A list is forbidden, or a page of one did not come (exit code 3); the message names it.
    /// </exception>
    public async Task<RbacSnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        using var whole = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var roles = ReadAsync(new(RbacRole.ApiGroup, "roles", "Role"), one => one.ToRole(), whole);
        var clusterRoles = ReadAsync(new(RbacRole.ApiGroup, "clusterroles", "ClusterRole"), one => one.ToRole(), whole);
        var bindings = ReadAsync(new(RbacRole.ApiGroup, "rolebindings", "RoleBinding"), one => one.ToBinding(), whole);
        var clusterBindings = ReadAsync(new(RbacRole.ApiGroup, "clusterrolebindings", "ClusterRoleBinding"), one => one.ToBinding(), whole);
        var services = ReadAsync(new("", "services", "Service"), one => one.ToService(), whole);
        var accounts = ReadAsync(new("", "serviceaccounts", "ServiceAccount"), one => one.ToAccount(), whole);
        await Task.WhenAll(roles, clusterRoles, bindings, clusterBindings, services, accounts).ConfigureAwait(false);
        return new RbacSnapshot(
            Origin,
            [.. await clusterRoles.ConfigureAwait(false), .. await roles.ConfigureAwait(false)],
            [.. await clusterBindings.ConfigureAwait(false), .. await bindings.ConfigureAwait(false)])
        {
            IsAggregated = true,
            ServerVersion = await VersionAsync(cancellationToken).ConfigureAwait(false),
            Services = await services.ConfigureAwait(false),
            ServiceAccounts = await accounts.ConfigureAwait(false),
            Admission = ReadsAdmission ? await new LiveAdmission(client).ReadAsync(cancellationToken).ConfigureAwait(false) : null,
        };
    }

    /// <summary>Everybody may ask for it; null where it cannot be had.</summary>
    private async Task<Version?> VersionAsync(CancellationToken cancellationToken)
    {
        try
        {
            var version = await client.Version.GetCodeAsync(cancellationToken).ConfigureAwait(false);
            return KubernetesChange.VersionOf(version?.GitVersion ?? "");
        }
        catch (Exception failure) when (NoDecision.Is(failure, cancellationToken) || failure is FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Reads one list; if it fails, the others need not be read.</summary>
    private async Task<IReadOnlyList<T>> ReadAsync<T>(LiveKind kind, Func<LiveObject, T> project, CancellationTokenSource whole)
    {
        try
        {
            return await new LiveList(client, kind, PageSize).ReadAsync(project, whole.Token).ConfigureAwait(false);
        }
        catch
        {
            await whole.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }
}
