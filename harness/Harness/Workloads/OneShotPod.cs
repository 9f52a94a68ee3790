using System.Net;
using System.Security.Cryptography;
using Harness.Api;
using Harness.Waiting;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Harness.Workloads;

/// <summary>A pod that runs hello-app with a command line to its end, and what it printed.</summary>
/// <param name="admin">Client of an administrator.</param>
/// <param name="image">The image built here.</param>
internal sealed class OneShotPod(IKubernetes admin, HelloImageChoice image)
{
    private static readonly TimeSpan Creation = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Removal = TimeSpan.FromSeconds(30);

    /// <summary>The clock; tests use their own.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Runs it; the pod is removed afterwards.</summary>
    /// <param name="ns">Where it runs.</param>
    /// <param name="caller">Whose credentials are mounted.</param>
    /// <param name="arguments">hello-app's command line.</param>
    /// <param name="deadline">Longest time from its creation to its end.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<string> RunAsync(
        string ns, PodCaller caller, IReadOnlyList<string> arguments, TimeSpan deadline, CancellationToken cancellationToken)
    {
        var pod = Pod(caller.ServiceAccount, arguments);
        var secret = caller.Credentials is { } credentials
            ? await admin.CoreV1.CreateNamespacedSecretAsync(UserSecret.Of(credentials), ns, cancellationToken: cancellationToken)
                .ConfigureAwait(false)
            : null;
        try
        {
            if (secret is not null)
                UserSecret.MountInto(pod, secret.Metadata.Name);
            return await RunAsync(ns, pod, deadline, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (secret is not null)
            {
                await RemoveAsync(ct => admin.CoreV1.DeleteNamespacedSecretAsync(secret.Metadata.Name, ns, cancellationToken: ct))
                    .ConfigureAwait(false);
            }
        }
    }

    private async Task<string> RunAsync(string ns, V1Pod pod, TimeSpan deadline, CancellationToken cancellationToken)
    {
        var name = await CreatedAsync(ns, pod, cancellationToken).ConfigureAwait(false);
        try
        {
            await EndedAsync(ns, name, pod.Spec, deadline, cancellationToken).ConfigureAwait(false);
            var log = await admin.CoreV1.ReadNamespacedPodLogAsync(name, ns, cancellationToken: cancellationToken).ConfigureAwait(false);
            using var reader = new StreamReader(log);
            return await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ImagePullException missing)
        {
            throw HarnessException.Undecided($"{missing.Message}\nname an image that the nodes can pull: --hello-image REFERENCE", missing);
        }
        finally
        {
            await RemoveAsync(ct => admin.CoreV1.DeleteNamespacedPodAsync(name, ns, gracePeriodSeconds: 0, cancellationToken: ct))
                .ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Up to Kubernetes 1.23 a pod is refused, with a 500 that says "retry", until its service account has its token Secret.
    /// </summary>
    /// <remarks>
    /// Its name is chosen here: where the answer to a first try was lost, the second finds the pod, and does not make another.
    /// </remarks>
    private async Task<string> CreatedAsync(string ns, V1Pod pod, CancellationToken cancellationToken)
    {
        pod.Metadata.Name = pod.Metadata.GenerateName + RandomNumberGenerator.GetString("bcdfghjklmnpqrstvwxz2456789", 8);
        var what = $"{ns}/{pod.Metadata.GenerateName}…";
        try
        {
            return await new Condition($"the API server takes the pod {what}", Creation) { Time = Time }.WaitAsync(
                async ct =>
                {
                    try
                    {
                        var made = await admin.CoreV1.CreateNamespacedPodAsync(pod, ns, cancellationToken: ct).ConfigureAwait(false);
                        return Seen.Met(made.Metadata.Name);
                    }
                    catch (HttpOperationException there) when (there.Response.StatusCode == HttpStatusCode.Conflict)
                    {
                        return Seen.Met(pod.Metadata.Name);
                    }
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (HttpOperationException refused) when (ApiServerStatus.TryRead(refused.Response.Content ?? "") is { } status)
        {
            throw HarnessException.Undecided($"pods {what} do not start: {PodTrouble.Refused(status.Message).Words}", refused);
        }
    }

    private Task<bool> EndedAsync(
        string ns, string name, V1PodSpec asked, TimeSpan deadline, CancellationToken cancellationToken)
    {
        var watch = new TroubleWatch($"pods such as {ns}/{name}", Time);
        return new Condition($"pod {ns}/{name} has run to its end", deadline) { Time = Time }.WaitAsync(
            async ct =>
            {
                var now = await admin.CoreV1.ReadNamespacedPodAsync(name, ns, cancellationToken: ct).ConfigureAwait(false);
                if (now.Status.Phase is "Succeeded" or "Failed")
                    return Seen.Met(true);
                var waiting = now.Status.ContainerStatuses?.Select(status => status.State.Waiting?.Reason).FirstOrDefault();
                var state = $"{now.Status.Phase}{(waiting is null ? "" : $" ({waiting})")}";
                var awaitsNode = await PodStates.AwaitsNodeAsync(admin, [now], ns, ct).ConfigureAwait(false);
                watch.Look(awaitsNode ? null : PodTrouble.Of(now, asked), state);
                return Seen.NotYet<bool>(state);
            },
            cancellationToken);
    }

    /// <summary>
    /// It goes with its namespace in any case: failing to remove it must hide neither what it said nor why it said nothing.
    /// </summary>
    private static async Task RemoveAsync(Func<CancellationToken, Task> remove)
    {
        using var bound = new CancellationTokenSource(Removal);
        try
        {
            await remove(bound.Token).ConfigureAwait(false);
        }
        catch (Exception left) when (left is HttpOperationException or HttpRequestException or OperationCanceledException)
        {
        }
    }

    /// <summary>The pod.</summary>
    internal V1Pod Pod(string? serviceAccount, IReadOnlyList<string> arguments)
    {
        var spec = RestrictedPod.Of(
            new V1Container { Name = "hello", Image = image.Reference, ImagePullPolicy = "IfNotPresent", Args = [.. arguments] });
        spec.RestartPolicy = "Never";
        spec.ServiceAccountName = serviceAccount;
        spec.AutomountServiceAccountToken = serviceAccount is not null;
        return new V1Pod { Metadata = new V1ObjectMeta { GenerateName = $"{arguments[0]}-" }, Spec = spec };
    }
}
