using System.Net;
using System.Text.Json;
using Harness.Api;
using Harness.Asking;
using k8s;

namespace Harness.Scenarios.AnyCluster;

/// <summary>Everything that is outside of namespaces at one moment, as far as it may be read.</summary>
/// <param name="Objects">The objects.</param>
/// <param name="Unread">Kinds that could not be listed, with what came back.</param>
public sealed record ClusterScope(IReadOnlyList<ClusterObject> Objects, IReadOnlyDictionary<string, string> Unread)
{
    /// <summary>Kinds that somebody sets up and that nothing removes by itself; nodes, volumes or signing requests come and go.</summary>
    private static readonly string[] Lasting =
    [
        "namespaces", "clusterroles", "clusterrolebindings", "customresourcedefinitions", "ingressclasses", "storageclasses", "priorityclasses",
        "mutatingwebhookconfigurations", "validatingwebhookconfigurations",
    ];

    /// <summary>Lists every kind that the API server serves outside of namespaces.</summary>
    public static async Task<ClusterScope> ReadAsync(IKubernetes client, CancellationToken cancellationToken)
    {
        var api = await new ApiDiscovery(client).ListAsync(cancellationToken);
        var (objects, unread) = (new List<ClusterObject>(), new Dictionary<string, string>(api.Missing));
        foreach (var kind in api.Resources.Where(kind => !kind.Namespaced && !kind.IsSubresource && kind.Verbs.Contains("list")))
        {
            var group = kind.ApiGroup.Length == 0 ? "api" : $"apis/{kind.ApiGroup}";
            var (status, text) = await RawApi.CallAsync(client, HttpMethod.Get, $"{group}/{kind.Version}/{kind.Name}", null, cancellationToken);
            if (status == 200)
                objects.AddRange(JsonSerializer.Deserialize<JsonElement>(text).GetProperty("items").EnumerateArray().Select(json => new ClusterObject(kind.Name, json)));
            else
                unread[kind.Name] = $"{status} {(HttpStatusCode)status}";
        }

        return new ClusterScope(objects, unread);
    }

    /// <summary>What mentions a run, by kind and name.</summary>
    public IReadOnlyList<string> Mentioning(params IEnumerable<string> marks) =>
        [.. Objects.Where(one => one.Mentions(marks)).Select(one => one.ToString()).Order(StringComparer.Ordinal)];

    /// <summary>Why a later look is not to be held against this one: it could not list what this one did; null when it could.</summary>
    public string? UnreadIn(ClusterScope later)
    {
        var unread = string.Join(", ", later.Unread.Keys.Except(Unread.Keys));
        return unread.Length > 0 ? $"could not be listed any more: {unread}" : null;
    }

    /// <summary>What was there before a moment, was to stay, and is not there later.</summary>
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
