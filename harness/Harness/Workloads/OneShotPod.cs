using Harness.Images;
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
            await EndedAsync(ns, name, deadline, cancellationToken).ConfigureAwait(false);
            var log = await admin.CoreV1.ReadNamespacedPodLogAsync(name, ns, cancellationToken: cancellationToken).ConfigureAwait(false);
            using var reader = new StreamReader(log);
            return await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
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
    private Task<string> CreatedAsync(string ns, V1Pod pod, CancellationToken cancellationToken) =>
        new Condition($"the API server takes the pod {ns}/{pod.Metadata.GenerateName}…", Creation).WaitAsync(
            async ct =>
            {
                var made = await admin.CoreV1.CreateNamespacedPodAsync(pod, ns, cancellationToken: ct).ConfigureAwait(false);
                return Seen.Met(made.Metadata.Name);
            },
            cancellationToken);

    private Task<bool> EndedAsync(string ns, string name, TimeSpan deadline, CancellationToken cancellationToken) =>
        new Condition($"pod {ns}/{name} has run to its end", deadline).WaitAsync(
            async ct =>
            {
                var now = await admin.CoreV1.ReadNamespacedPodAsync(name, ns, cancellationToken: ct).ConfigureAwait(false);
                var waiting = now.Status.ContainerStatuses?.Select(status => status.State.Waiting?.Reason).FirstOrDefault();
                return now.Status.Phase is "Succeeded" or "Failed"
                    ? Seen.Met(true)
                    : Seen.NotYet<bool>($"{now.Status.Phase}{(waiting is null ? "" : $" ({waiting})")}");
            },
            cancellationToken);

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

    private V1Pod Pod(string? serviceAccount, IReadOnlyList<string> arguments) => new()
    {
        Metadata = new V1ObjectMeta { GenerateName = $"{arguments[0]}-" },
        Spec = new V1PodSpec
        {
            RestartPolicy = "Never",
            ServiceAccountName = serviceAccount,
            AutomountServiceAccountToken = serviceAccount is not null,
            TerminationGracePeriodSeconds = 1,
            // The image's own user, named so that the kubelet makes mounted tokens readable for it.
            SecurityContext = new V1PodSecurityContext { RunAsUser = ImageConfig.NonRoot },
            Containers =
                [new V1Container { Name = "hello", Image = image.Reference, ImagePullPolicy = "IfNotPresent", Args = [.. arguments] }],
        },
    };
}
