using k8s;
using k8s.Models;

namespace Harness.Workloads.Admission;

/// <summary>
/// The label with a namespace's own name, by which admission is limited to it. API servers set it since 1.21; before, somebody has to.
/// Source: https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-metadata-name
/// </summary>
internal static class NamespaceLabel
{
    private const string Key = "kubernetes.io/metadata.name";

    /// <summary>Selects one namespace.</summary>
    public static V1LabelSelector Selector(string ns) => new() { MatchLabels = new Dictionary<string, string> { [Key] = ns } };

    /// <summary>Sets it where it is missing.</summary>
    public static async Task EnsureAsync(IKubernetes admin, string ns, CancellationToken cancellationToken)
    {
        var found = await admin.CoreV1.ReadNamespaceAsync(ns, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (found.Metadata.Labels?.TryGetValue(Key, out var name) == true && name == ns)
            return;
        var labels = new V1Namespace { Metadata = new V1ObjectMeta { Labels = Selector(ns).MatchLabels } };
        var patch = new V1Patch(labels, V1Patch.PatchType.MergePatch);
        await admin.CoreV1.PatchNamespaceAsync(patch, ns, cancellationToken: cancellationToken).ConfigureAwait(false);
    }
}
