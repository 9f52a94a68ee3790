using System.Net;
using System.Security.Cryptography;
using Harness.Api;
using Harness.Waiting;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Harness.Workloads.Agents;

/// <summary>Makes agents, replaces those that are lost, and removes them all.</summary>
/// <param name="admin">Client of an administrator.</param>
/// <param name="image">The image built here, or a copy of it.</param>
/// <param name="fleet">Which agents.</param>
public sealed class AgentPods(IKubernetes admin, HelloImageChoice image, AgentFleet fleet) : ILoadAgents
{
    private const int KeyLength = 32;
    private const string Letters = "bcdfghjklmnpqrstvwxzBCDFGHJKLMNPQRSTVWXZ0123456789";
    private static readonly TimeSpan ReadyDeadline = TimeSpan.FromSeconds(180);
    private readonly AgentObjects _objects = new(fleet, image);
    private readonly string _key = RandomNumberGenerator.GetString(Letters, KeyLength);
    private readonly HashSet<string> _served = [];
    private readonly HashSet<string> _owned = [];

    /// <summary>The clock; tests use their own.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    private string Namespace => fleet.Namespace;

    /// <summary>Makes the Secret and the Job; plain pods are made by <see cref="ReadyAsync"/>.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await admin.CoreV1.CreateNamespacedSecretAsync(_objects.Secret(_key), Namespace, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        if (fleet.IsJob)
        {
            var job = await admin.BatchV1.CreateNamespacedJobAsync(_objects.Job(), Namespace, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            _owned.Add(job.Metadata.Uid);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ILoadAgent>> ReadyAsync(CancellationToken cancellationToken)
    {
        var what = fleet.Count == 1 ? $"load agents in {Namespace}" : $"the {fleet.Count} load agents in {Namespace}";
        var watch = new TroubleWatch(what, Time);
        try
        {
            return await new Condition($"{what} are ready", ReadyDeadline) { Time = Time }.WaitAsync(
                async ct =>
                {
                    var seen = await LookAsync(ct).ConfigureAwait(false);
                    if (seen.Missing.Count == 0)
                        return Seen.Met<IReadOnlyList<ILoadAgent>>(Take(seen.Ready));
                    watch.Look(seen.Trouble, seen.Description);
                    return Seen.NotYet<IReadOnlyList<ILoadAgent>>(seen.Description);
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (ImagePullException missing)
        {
            var told = await AgentEvents.PullFailureAsync(admin, Namespace, cancellationToken).ConfigureAwait(false);
            throw HarnessException.Undecided(
                $"{missing.Message}{(told is null ? "" : $"\nthe node says: {told}")}\n"
                + "agents run in the image built here: name a copy of it that the nodes can pull, with --hello-image REFERENCE",
                missing);
        }
    }

    /// <summary>Removes them, the Job first: it would replace its pods.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        if (fleet.IsJob)
        {
            await GoneAsync(admin.BatchV1.DeleteNamespacedJobAsync(
                AgentObjects.Name, Namespace, propagationPolicy: "Background", cancellationToken: cancellationToken)).ConfigureAwait(false);
        }

        await GoneAsync(admin.CoreV1.DeleteCollectionNamespacedPodAsync(
            Namespace, labelSelector: AgentObjects.Selector, cancellationToken: cancellationToken)).ConfigureAwait(false);
        await GoneAsync(admin.CoreV1.DeleteNamespacedSecretAsync(AgentObjects.Name, Namespace, cancellationToken: cancellationToken))
            .ConfigureAwait(false);
    }

    private IReadOnlyList<ILoadAgent> Take(IReadOnlyList<V1Pod> ready)
    {
        _served.UnionWith(ready.Select(pod => pod.Metadata.Uid));
        return [.. ready.Select(pod => new LoadAgent(admin, pod, _key)).OrderBy(agent => agent.Index)];
    }

    /// <summary>
    /// Whether it was made here, or by the Job that was. Anybody who makes pods in the namespace can give one the label and a number, and
    /// would be sent the key.
    /// </summary>
    private bool IsOwn(V1Pod pod) => fleet.IsJob
        ? pod.Metadata.OwnerReferences?.Any(owner => owner is { Controller: true } && _owned.Contains(owner.Uid)) == true
        : _owned.Contains(pod.Metadata.Uid);

    private async Task<AgentStates> LookAsync(CancellationToken cancellationToken)
    {
        var listed = await admin.CoreV1.ListNamespacedPodAsync(
            Namespace, labelSelector: AgentObjects.Selector, cancellationToken: cancellationToken).ConfigureAwait(false);
        IReadOnlyList<V1Pod> pods = [.. listed.Items.Where(IsOwn)];
        var states = new AgentStates(fleet.Count, _objects.PodSpec(), pods, _served);
        if (states.Absent.Count == 0)
        {
            return await PodStates.AwaitsNodeAsync(admin, pods, Namespace, cancellationToken).ConfigureAwait(false)
                ? states with { Refusal = null, AwaitsNode = true }
                : states;
        }

        return states with
        {
            Refusal = fleet.IsJob
                ? await AgentEvents.RefusalAsync(admin, Namespace, pods, cancellationToken).ConfigureAwait(false)
                : await MakeAsync(states.Absent, cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>Makes plain pods.</summary>
    /// <returns>Why the API server takes one of them not; null where it takes all.</returns>
    private async Task<string?> MakeAsync(IReadOnlyList<int> absent, CancellationToken cancellationToken)
    {
        foreach (var index in absent)
        {
            try
            {
                var pod = await admin.CoreV1.CreateNamespacedPodAsync(_objects.Pod(index), Namespace, cancellationToken: cancellationToken)
                    .ConfigureAwait(false);
                _owned.Add(pod.Metadata.Uid);
            }
            catch (HttpOperationException refused) when (ApiServerStatus.TryRead(refused.Response.Content ?? "") is { } status)
            {
                return status.Message;
            }
        }

        return null;
    }

    private static async Task GoneAsync(Task removal)
    {
        try
        {
            await removal.ConfigureAwait(false);
        }
        catch (HttpOperationException gone) when (gone.Response.StatusCode == HttpStatusCode.NotFound)
        {
            // Never made, or removed already.
        }
    }
}
