using Harness.Waiting;
using Harness.Workloads;
using k8s;
using k8s.Models;

namespace Harness.Load.Headless;

/// <summary>The pods of a Deployment.</summary>
/// <param name="admin">Client of an administrator.</param>
/// <param name="ns">Its namespace.</param>
/// <param name="name">Its name, which its pods carry as label.</param>
/// <param name="longest">How long a change may take.</param>
internal sealed class HeadlessReplicas(IKubernetes admin, string ns, string name, TimeSpan longest) : IReplicas
{
    /// <inheritdoc/>
    public Task ScaleAsync(int pods, CancellationToken cancellationToken) =>
        PatchAsync(new { spec = new { replicas = pods } }, cancellationToken);

    /// <inheritdoc/>
    public Task RestartAsync(CancellationToken cancellationToken)
    {
        var annotations = new Dictionary<string, string> { ["harness/restarted"] = Guid.NewGuid().ToString("N") };
        return PatchAsync(new { spec = new { template = new { metadata = new { annotations } } } }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> SettledAsync(int pods, CancellationToken cancellationToken) =>
        new Condition(FormattableString.Invariant($"deployment {ns}/{name} has {pods} ready pods, and no others are left"), longest)
            .WaitAsync(ct => LookAsync(pods, ct), cancellationToken);

    private Task<V1Deployment> PatchAsync(object change, CancellationToken cancellationToken)
    {
        var patch = new V1Patch(KubernetesJson.Serialize(change), V1Patch.PatchType.MergePatch);
        return admin.AppsV1.PatchNamespacedDeploymentAsync(patch, name, ns, cancellationToken: cancellationToken);
    }

    private async Task<Seen<IReadOnlyList<string>>> LookAsync(int pods, CancellationToken cancellationToken)
    {
        var deployment = await admin.AppsV1.ReadNamespacedDeploymentAsync(name, ns, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        var (status, isObserved) = (deployment.Status, deployment.Status?.ObservedGeneration >= deployment.Metadata.Generation);
        var list = await admin.CoreV1.ListNamespacedPodAsync(
            ns, labelSelector: $"{AppObjects.Label}={name}", cancellationToken: cancellationToken).ConfigureAwait(false);
        var names = list.Items.Select(pod => pod.Name()).Order(StringComparer.Ordinal).ToList();
        var isThrough = isObserved && names.Count == pods && status?.UpdatedReplicas == pods && status.ReadyReplicas == pods;
        return isThrough && status?.Replicas == pods
            ? Seen.Met<IReadOnlyList<string>>(names)
            : Seen.NotYet<IReadOnlyList<string>>(FormattableString.Invariant(
                $"{status?.UpdatedReplicas ?? 0} updated, {status?.ReadyReplicas ?? 0} ready, {names.Count} pods in all"));
    }
}
