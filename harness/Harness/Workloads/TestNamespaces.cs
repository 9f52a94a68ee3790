using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Harness.Api;
using Harness.Waiting;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Harness.Workloads;

/// <summary>
/// The namespaces of one run: each with a random suffix and the run's label, so that nothing of the user's is ever touched
/// and everything of ours can be found.
/// </summary>
/// <param name="admin">Client of an administrator.</param>
/// <param name="run">Name of the run.</param>
public sealed class TestNamespaces(IKubernetes admin, string run)
{
    /// <summary>Label on every namespace that Harness makes; its value names the run.</summary>
    public const string RunLabel = RunMark.Label;

    /// <summary>Purpose of the namespace in which a run first asks whether it may make what it needs.</summary>
    public const string Preflight = "preflight";

    private static readonly TimeSpan RemovalDeadline = TimeSpan.FromSeconds(75);

    /// <summary>At a run's end an API server may be away for a while, and nobody else removes what is left.</summary>
    private static readonly TimeSpan LastRemovalDeadline = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan AccountDeadline = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, bool> _made = new();
    private readonly ConcurrentDictionary<string, bool> _removed = new();

    /// <summary>Makes a namespace and waits for its service account, without which pods are refused.</summary>
    /// <param name="purpose">Goes into the name: lower-case letters, digits and dashes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The namespace's name.</returns>
    public async Task<string> CreateAsync(string purpose, CancellationToken cancellationToken)
    {
        var name = $"harness-{purpose}-{RandomNumberGenerator.GetString("bcdfghjklmnpqrstvwxz2456789", 6)}";
        var body = new V1Namespace
        {
            Metadata = new V1ObjectMeta { Name = name, Labels = new Dictionary<string, string> { [RunLabel] = run } },
        };
        _made[name] = true;
        var made = await admin.CoreV1.CreateNamespaceAsync(body, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (made.Metadata?.Labels?.TryGetValue(RunLabel, out var label) != true || label != run)
        {
            throw HarnessException.Undecided(
                $"namespace {name} came back without its label {RunLabel}: something on the cluster changes what is made (a mutating "
                + "admission policy or webhook), and by that label a run finds what is its own; leave harness-* namespaces out of it");
        }

        await new Condition($"namespace {name} has its default service account", AccountDeadline).WaitAsync(
            ct => DefaultAccountAsync(name, ct), cancellationToken).ConfigureAwait(false);
        return name;
    }

    /// <summary>Those that may still be there, for whoever cannot remove them.</summary>
    public IReadOnlyList<string> Left => [.. _made.Keys.Concat(GoWithTheCluster ? [] : _removed.Keys).Order(StringComparer.Ordinal)];

    /// <summary>Whether namespaces stay until the whole cluster goes: removing one takes hundreds of requests.</summary>
    public bool GoWithTheCluster { get; init; }

    /// <summary>Ends what runs in a namespace and asks for its removal, without waiting for either.</summary>
    public async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        if (!_made.ContainsKey(name))
            return;
        if (!GoWithTheCluster)
            await DeleteNamespaceAsync(name, cancellationToken).ConfigureAwait(false);
        await EndPodsAsync(name, cancellationToken).ConfigureAwait(false);
        _removed[name] = true;
        _made.TryRemove(name, out _);
    }

    /// <summary>Waits until nothing runs in what was removed; a namespace that is being removed keeps its controller busy too.</summary>
    public Task EndedAsync(CancellationToken cancellationToken) => NoneLeftAsync(
        "what was removed has ended",
        async ct => GoWithTheCluster
            ? (await admin.CoreV1.ListPodForAllNamespacesAsync(cancellationToken: ct).ConfigureAwait(false)).Items
                .Where(pod => _removed.ContainsKey(pod.Namespace())).Select(pod => $"pod {pod.Namespace()}/{pod.Name()}")
            : (await NamespacesAsync(ct).ConfigureAwait(false)).Where(ns => _removed.ContainsKey(ns.Name())).Select(Describe),
        cancellationToken);

    /// <summary>Removes what is left of this run and waits until the cluster holds nothing of it.</summary>
    public async Task DeleteAllAsync(CancellationToken cancellationToken)
    {
        foreach (var name in _made.Keys)
            await DeleteAsync(name, cancellationToken).ConfigureAwait(false);
        await NoneLeftAsync(
            $"the cluster holds no namespace of run {run}",
            async ct => (await NamespacesAsync(ct).ConfigureAwait(false)).Select(Describe),
            cancellationToken,
            LastRemovalDeadline).ConfigureAwait(false);
        _removed.Clear();
    }

    private static string Describe(V1Namespace ns) => $"{ns.Name()} ({ns.Status.Phase})";

    private static Task<bool> NoneLeftAsync(
        string sentence, Func<CancellationToken, Task<IEnumerable<string>>> look, CancellationToken cancellationToken,
        TimeSpan? deadline = null) => new Condition(sentence, deadline ?? RemovalDeadline).WaitAsync(
            async ct => string.Join(", ", await look(ct).ConfigureAwait(false)) is { Length: > 0 } left
                ? Seen.NotYet<bool>(left)
                : Seen.Met(true),
            cancellationToken);

    private async Task<IEnumerable<V1Namespace>> NamespacesAsync(CancellationToken cancellationToken) =>
        (await admin.CoreV1.ListNamespaceAsync(labelSelector: $"{RunLabel}={run}", cancellationToken: cancellationToken)
            .ConfigureAwait(false)).Items;

    private async Task DeleteNamespaceAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await admin.CoreV1.DeleteNamespaceAsync(
                name, new V1DeleteOptions { GracePeriodSeconds = 0, PropagationPolicy = "Background" },
                cancellationToken: cancellationToken)
                .ConfigureAwait(false);
        }
        catch (HttpOperationException gone) when (gone.Response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            // Never made, or being removed already.
        }
    }

    /// <summary>
    /// Pods go with their namespace too, but later: its controller looks after 5 s and, if pods are left, goes through every kind
    /// of object again and again until they are gone.
    /// </summary>
    private async Task EndPodsAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await admin.AppsV1.DeleteCollectionNamespacedDeploymentAsync(
                name, propagationPolicy: "Background", cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            await admin.CoreV1.DeleteCollectionNamespacedPodAsync(name, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (HttpOperationException)
        {
            // The namespace is gone, or this is not allowed.
        }
    }

    private async Task<Seen<bool>> DefaultAccountAsync(string ns, CancellationToken cancellationToken)
    {
        try
        {
            await admin.CoreV1.ReadNamespacedServiceAccountAsync("default", ns, cancellationToken: cancellationToken).ConfigureAwait(false);
            return Seen.Met(true);
        }
        catch (HttpOperationException missing) when (missing.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return Seen.NotYet<bool>("none");
        }
    }
}
