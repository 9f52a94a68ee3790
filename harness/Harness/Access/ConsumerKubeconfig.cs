using System.Text;
using Harness.Api;
using k8s;
using k8s.KubeConfigModels;

namespace Harness.Access;

/// <summary>A kubeconfig with which a consumer outside the cluster calls the API server, by its token.</summary>
public static class ConsumerKubeconfig
{
    /// <summary>Writes the kubeconfig as YAML. It holds the token: keep the file private (0600).</summary>
    public static string Write(Consumer consumer, BearerToken token, ApiServerAddress api)
    {
        var cluster = new ClusterEndpoint { Server = api.Address.AbsoluteUri.TrimEnd('/') };
        if (api.Authorities is { Count: > 0 } authorities)
            cluster.CertificateAuthorityData = Convert.ToBase64String(Encoding.ASCII.GetBytes(authorities.ExportCertificatePems()));
        if (api.ServerName is not null)
            cluster.TlsServerName = api.ServerName;

        return KubernetesYaml.Serialize(new K8SConfiguration
        {
            ApiVersion = "v1",
            Kind = "Config",
            CurrentContext = consumer.Name,
            Clusters = [new Cluster { Name = "cluster", ClusterEndpoint = cluster }],
            Users = [new User { Name = consumer.Name, UserCredentials = new UserCredentials { Token = token.Reveal() } }],
            Contexts =
            [
                new Context
                {
                    Name = consumer.Name,
                    ContextDetails = new ContextDetails { Cluster = "cluster", User = consumer.Name, Namespace = consumer.Namespace },
                },
            ],
        });
    }
}
