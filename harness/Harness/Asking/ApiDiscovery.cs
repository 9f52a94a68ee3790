using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Harness.Asking;

/// <summary>
/// Asks the API server which resources and sub-resources it serves, with their verbs: everything that an RBAC rule can name.
/// Source: https://kubernetes.io/docs/concepts/overview/kubernetes-api/#discovery-api
/// </summary>
/// <param name="client">Any client that may read the discovery endpoints, which every authenticated user may by default.</param>
public sealed class ApiDiscovery(IKubernetes client)
{
    private const int AtOnce = 8;

    /// <summary>Resources of the core group and of each other group's preferred version, by group and name.</summary>
    /// <returns>The resources, and the groups that could not be asked (e.g. an aggregated API server is down), with the reason.</returns>
    public async Task<DiscoveredApi> ListAsync(CancellationToken cancellationToken)
    {
        var groups = await client.Apis.GetAPIVersionsAsync(cancellationToken).ConfigureAwait(false);
        var preferred = groups.Groups.Select(group => (group.Name, group.PreferredVersion.Version)).Prepend(("", "v1"));
        var (found, missing) = (new List<ApiResource>(), new Dictionary<string, string>());
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(preferred, options, async (group, ct) =>
        {
            var (resources, reason) = await TryListAsync(group.Item1, group.Item2, ct).ConfigureAwait(false);
            lock (found)
            {
                found.AddRange(resources);
                if (reason is not null)
                    missing[group.Item1] = reason;
            }
        }).ConfigureAwait(false);
        var sorted = found.OrderBy(one => one.ApiGroup, StringComparer.Ordinal).ThenBy(one => one.Name, StringComparer.Ordinal);
        return new DiscoveredApi([.. sorted], missing);
    }

    private async Task<(IReadOnlyList<ApiResource> Resources, string? Reason)> TryListAsync(
        string group, string version, CancellationToken cancellationToken)
    {
        try
        {
            var list = group.Length == 0
                ? await client.CoreV1.GetAPIResourcesAsync(cancellationToken).ConfigureAwait(false)
                : await client.CustomObjects.GetAPIResourcesAsync(group, version, cancellationToken).ConfigureAwait(false);
            return ([.. list.Resources.Select(one => Resource(group, version, one))], null);
        }
        catch (HttpOperationException away) when (away.Response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.NotFound)
        {
            return ([], $"{(int)away.Response.StatusCode} {away.Response.StatusCode}");
        }
    }

    private static ApiResource Resource(string group, string version, V1APIResource resource) =>
        new(group, version, resource.Name, resource.Namespaced, [.. (resource.Verbs ?? []).Order(StringComparer.Ordinal)]);
}

/// <summary>What an API server serves.</summary>
/// <param name="Resources">Resources and sub-resources, by group and name.</param>
/// <param name="Missing">Groups that could not be asked, with what came back.</param>
public sealed record DiscoveredApi(IReadOnlyList<ApiResource> Resources, IReadOnlyDictionary<string, string> Missing);
