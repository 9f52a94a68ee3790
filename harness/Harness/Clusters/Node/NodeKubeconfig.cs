using Harness.Api;
using Harness.Kubeconfigs;
using k8s;
using k8s.KubeConfigModels;

namespace Harness.Clusters.Node;

/// <summary>The admin kubeconfig that a node writes; it holds an administrator's key.</summary>
internal static class NodeKubeconfig
{
    /// <summary>The same with another address.</summary>
    public static string At(Uri address, string yaml)
    {
        var document = KubernetesYaml.Deserialize<K8SConfiguration>(yaml);
        foreach (var cluster in document.Clusters)
            cluster.ClusterEndpoint.Server = address.AbsoluteUri.TrimEnd('/');
        return KubernetesYaml.Serialize(document);
    }

    /// <summary>An administrator's client, and where the API server is: on a host that is reached directly, without a proxy.</summary>
    public static async Task<(Kubernetes Admin, ApiServerAddress Api)> ConnectAsync(string yaml, CancellationToken cancellationToken)
    {
        var kubeconfig = Kubeconfig.Parse("of the node", yaml, null);
        var api = KubeconfigAddress.Of(kubeconfig, allowsPlainHttp: false) with { Proxy = null };
        return (await ServerGreeting.ClientAsync(kubeconfig, api, null, null, cancellationToken).ConfigureAwait(false), api);
    }
}
