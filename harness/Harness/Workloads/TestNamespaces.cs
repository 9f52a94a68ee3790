using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Harness.Waiting;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Harness.Workloads;

/// <summary>
/// The namespaces of one run: each with a random suffix and the run's label, so that nothing of the user's is ever touched
/// and everything of ours is found again.
/// </summary>
/// <param name="admin">Client of an administrator.</param>
/// <param name="run">Name of the run.</param>
public sealed class TestNamespaces(IKubernetes admin, string run)
{
    /// <summary>Label on every namespace that Harness makes; its value names the run.</summary>
    public const string RunLabel = "harness/run";

    private static readonly TimeSpan RemovalDeadline = TimeSpan.FromSeconds(75);
    private static readonly TimeSpan AccountDeadline = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, bool> _made = new();

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
        await admin.CoreV1.CreateNamespaceAsync(body, cancellationToken: cancellationToken).ConfigureAwait(false);
        await new Condition($"namespace {name} has its default service account", AccountDeadline).WaitAsync(
            ct => DefaultAccountAsync(name, ct), cancellationToken).ConfigureAwait(false);
        return name;
    }

    /// <summary>Asks for a namespace's removal, without waiting for it.</summary>
    public async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        if (!_made.ContainsKey(name))
            return;
        try
        {
            await admin.CoreV1.DeleteNamespaceAsync(
                name, new V1DeleteOptions { GracePeriodSeconds = 0, PropagationPolicy = "Background" }, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
        }
        catch (HttpOperationException gone) when (gone.Response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            // Never made, or being removed already.
        }

        _made.TryRemove(name, out _);
    }

    /// <summary>Removes what is left of this run and waits until the cluster holds nothing of it.</summary>
    public async Task DeleteAllAsync(CancellationToken cancellationToken)
    {
        foreach (var name in _made.Keys)
            await DeleteAsync(name, cancellationToken).ConfigureAwait(false);
        await new Condition($"the cluster holds no namespace of run {run}", RemovalDeadline).WaitAsync(
            async ct =>
            {
                var left = await admin.CoreV1.ListNamespaceAsync(labelSelector: $"{RunLabel}={run}", cancellationToken: ct).ConfigureAwait(false);
                return left.Items.Count == 0
                    ? Seen.Met(true)
                    : Seen.NotYet<bool>(string.Join(", ", left.Items.Select(item => $"{item.Metadata.Name} ({item.Status.Phase})")));
            },
            cancellationToken).ConfigureAwait(false);
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
