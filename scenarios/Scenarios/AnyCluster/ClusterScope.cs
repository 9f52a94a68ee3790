using System.Net;
using Harness.Api;
using Harness.Asking;
using k8s;

namespace Harness.Scenarios.AnyCluster;

/// <summary>Everything outside of namespaces at one time, as far as it may be read.</summary>
/// <param name="Objects">The objects.</param>
/// <param name="Unread">Kinds that could not be listed, with what came back.</param>
public sealed record ClusterScope(IReadOnlyList<ClusterObject> Objects, IReadOnlyDictionary<string, string> Unread)
{
    /// <summary>Kinds that someone sets up and that nothing removes on its own; nodes, volumes or signing requests come and go.</summary>
    private static readonly string[] Lasting =
    [
        "namespaces", "clusterroles", "clusterrolebindings", "customresourcedefinitions", "ingressclasses", "storageclasses",
        "priorityclasses", "mutatingwebhookconfigurations", "validatingwebhookconfigurations",
    ];

    /// <summary>Lists every kind that the API server serves outside of namespaces.</summary>
    public static async Task<ClusterScope> ReadAsync(IKubernetes client, CancellationToken cancellationToken)
    {
        var api = await new ApiDiscovery(client).ListAsync(cancellationToken);
        var (objects, unread) = (new List<ClusterObject>(), new Dictionary<string, string>(api.Missing));
        foreach (var kind in api.Resources.Where(kind => !kind.Namespaced && !kind.IsSubresource && kind.Verbs.Contains("list")))
        {
            var group = kind.ApiGroup.Length == 0 ? "api" : $"apis/{kind.ApiGroup}";
            var (status, items) = await PagedList.ReadAsync(client, $"{group}/{kind.Version}/{kind.Name}", null, cancellationToken);
            if (status == 200)
                objects.AddRange(items.Select(json => new ClusterObject(kind.Name, json)));
            else
                unread[kind.Name] = $"{status} {(HttpStatusCode)status}";
        }

        return new ClusterScope(objects, unread);
    }

    /// <summary>What mentions a run, by kind and name.</summary>
    public IReadOnlyList<string> Mentioning(params IEnumerable<string> marks) =>
        [.. Objects.Where(one => one.Mentions(marks)).Select(one => one.ToString()).Order(StringComparer.Ordinal)];

    /// <summary>Why a later reading cannot be compared with this one: kinds it could not list; null when it can.</summary>
    public string? UnreadIn(ClusterScope later) =>
        later.Unread.Keys.Except(Unread.Keys).ToList() is { Count: > 0 } unread
            ? $"can no longer be listed: {string.Join(", ", unread)}"
            : null;

    /// <summary>What existed before a time, should have stayed, and is missing later.</summary>
    public IReadOnlyList<string> MissingIn(ClusterScope later, DateTimeOffset before)
    {
        var there = later.Objects.Select(one => one.Uid).ToHashSet();
        return
        [
            .. Objects.Where(one => Lasting.Contains(one.Kind) && one.Created < before && !one.IsPassing && !there.Contains(one.Uid))
                .Select(one => one.ToString()),
        ];
    }
}
