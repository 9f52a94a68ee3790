using System.Globalization;
using System.Text.Json.Nodes;
using Harness.Api;
using Harness.Asking;
using Harness.Waiting;
using k8s;

namespace Harness.Runs;

/// <summary>Finds and removes what earlier runs left on a cluster, by the label that everything of a run has.</summary>
/// <param name="admin">Client of the kubeconfig's user.</param>
internal sealed class EarlierRuns(IKubernetes admin)
{
    /// <summary>Longer than a run takes, so that one that still lives, on whatever machine, is left alone.</summary>
    public static readonly TimeSpan SaneAge = TimeSpan.FromHours(2);

    private const string Core = "core";
    private const string Namespaces = "namespaces";

    /// <summary>A namespace's controller goes through every kind of object, and API servers may be away for a while.</summary>
    private static readonly TimeSpan Removal = TimeSpan.FromMinutes(3);

    /// <summary>The clock; tests use their own.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Looks through the kinds that exist outside of namespaces, which is all that a run makes as a rule.</summary>
    public Task<(IReadOnlyList<LeftRun> Runs, IReadOnlyList<string> Unread)> FindOutsideAsync(CancellationToken cancellationToken) =>
        FindAsync(kind => !kind.Namespaced, cancellationToken);

    /// <summary>Looks through every kind: a manifest that a run installed may have objects in any namespace.</summary>
    /// <returns>The runs, the oldest first, and the kinds that could not be listed, with what came back.</returns>
    public Task<(IReadOnlyList<LeftRun> Runs, IReadOnlyList<string> Unread)> FindAsync(CancellationToken cancellationToken) =>
        FindAsync(_ => true, cancellationToken);

    /// <summary>Removes what runs left, and waits until it is gone.</summary>
    /// <returns>What could not be removed, with the reason.</returns>
    /// <exception cref="HarnessException">Some of it is still there; the message names it.</exception>
    public async Task<IReadOnlyList<string>> RemoveAsync(IReadOnlyList<LeftRun> runs, CancellationToken cancellationToken)
    {
        var refused = new List<string>();
        foreach (var left in runs.SelectMany(run => run.Objects))
        {
            var status = await new Condition($"the API server answers to DELETE {left.Path}", Removal) { Time = Time }.WaitAsync(
                async ct => await DeleteAsync(left, ct).ConfigureAwait(false) is var answer and not (429 or >= 500)
                    ? Seen.Met(answer)
                    : Seen.NotYet<int>("an error of its own"),
                cancellationToken).ConfigureAwait(false);
            if (status is not (>= 200 and < 300 or 404 or 409))
                refused.Add(string.Create(CultureInfo.InvariantCulture, $"{left} ({status})"));
        }

        if (refused.Count == 0)
            await GoneAsync(runs, cancellationToken).ConfigureAwait(false);
        return refused;
    }

    private async Task<(IReadOnlyList<LeftRun> Runs, IReadOnlyList<string> Unread)> FindAsync(
        Func<ApiResource, bool> isWanted, CancellationToken cancellationToken)
    {
        var api = await new ApiDiscovery(admin).ListAsync(cancellationToken).ConfigureAwait(false);
        var unread = api.Missing.Select(group => $"{(group.Key.Length == 0 ? Core : group.Key)} ({group.Value})").ToList();
        var found = new List<LeftObject>();
        foreach (var kind in api.Resources.Where(kind => !kind.IsSubresource && CanBeLeft(kind) && isWanted(kind)))
        {
            var root = kind.ApiGroup.Length == 0 ? $"api/{kind.Version}" : $"apis/{kind.ApiGroup}/{kind.Version}";
            var (status, items) = await PagedList.ReadAsync(admin, $"{root}/{kind.Name}", RunMark.Label, cancellationToken)
                .ConfigureAwait(false);
            if (status != 200)
                unread.Add(string.Create(CultureInfo.InvariantCulture, $"{kind.GroupName} {kind.Name} ({status})"));
            found.AddRange(items.Select(item => LeftObject.Read(kind.Name, root, item)).OfType<LeftObject>());
        }

        var own = found.Where(one => one.Kind == Namespaces).Select(one => one.Name).ToHashSet();
        var runs = from left in found.DistinctBy(one => one.Uid) // two API groups may serve one object
                   where !left.Name.Contains('/') || !own.Contains(left.Name.Split('/')[0])
                   orderby left.Kind == Namespaces, left.Kind, left.Name
                   group left by left.Run into run
                   let all = new LeftRun(run.Key, [.. run])
                   orderby all.Newest
                   select all;
        return ([.. runs], unread);
    }

    /// <summary>Whether namespaces are among what could not be read: that is where runs leave nearly everything.</summary>
    public static bool IsNamespaces(string unread) =>
        unread.StartsWith($"{Core} {Namespaces} ", StringComparison.Ordinal) || unread.StartsWith($"{Core} (", StringComparison.Ordinal);

    private static bool CanBeLeft(ApiResource kind) => kind.Verbs.Contains("list") && kind.Verbs.Contains("delete");

    private async Task<int> DeleteAsync(LeftObject left, CancellationToken cancellationToken)
    {
        using var body = RawApi.Body(new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "DeleteOptions",
            ["propagationPolicy"] = "Background",
            ["preconditions"] = new JsonObject { ["uid"] = left.Uid },
        });
        return (await RawApi.CallAsync(admin, HttpMethod.Delete, left.Path, body, cancellationToken).ConfigureAwait(false)).Status;
    }

    private Task<bool> GoneAsync(IReadOnlyList<LeftRun> runs, CancellationToken cancellationToken)
    {
        var due = runs.SelectMany(run => run.Objects).ToDictionary(one => one.Uid);
        return new Condition("what earlier runs left is gone", Removal) { Time = Time }.WaitAsync(
            async ct =>
            {
                foreach (var left in due.Values.ToList())
                {
                    var (status, text) = await RawApi.CallAsync(admin, HttpMethod.Get, left.Path, null, ct).ConfigureAwait(false);
                    if (status == 404 || (status == 200 && !text.Contains(left.Uid, StringComparison.Ordinal)))
                        due.Remove(left.Uid);
                }

                return due.Count == 0 ? Seen.Met(true) : Seen.NotYet<bool>(string.Join(", ", due.Values));
            },
            cancellationToken);
    }
}
