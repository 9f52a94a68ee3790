using Harness.Lifetime;

namespace Harness.Clusters.ControlPlane;

/// <summary>
/// How the programs of a control plane are started. Only flags that every Kubernetes since 1.20 has.
/// Source: https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/
/// </summary>
/// <param name="Etcd">Arguments of etcd.</param>
/// <param name="ApiServer">Arguments of kube-apiserver.</param>
/// <param name="ApiServerPort">Where the API server will listen.</param>
internal sealed record ControlPlaneArguments(IReadOnlyList<string> Etcd, IReadOnlyList<string> ApiServer, int ApiServerPort)
{
    /// <summary>Writes keys and certificates into the folder, and names them.</summary>
    public static ControlPlaneArguments Write(ScratchFolder folder, ControlPlaneCertificates certificates, IReadOnlyList<int> ports)
    {
        var (clients, peers, api) = (Loopback("https", ports[0]), Loopback("http", ports[1]), ports[2]);
        var authority = folder.Write("ca.crt", certificates.AuthorityPem);
        var (certificate, key) = certificates.ForServers();
        var (serving, servingKey) = (folder.Write("serving.crt", certificate), folder.Write("serving.key", key));
        var signing = folder.Write("service-accounts.key", ControlPlaneCertificates.SigningKey());

        // The data are thrown away at the end: nothing is gained by waiting for the disk.
        IReadOnlyList<string> etcd =
        [
            "--name=harness", $"--data-dir={folder.PathOf("etcd")}", "--unsafe-no-fsync", "--log-level=warn", "--logger=zap",
            $"--listen-client-urls={clients}", $"--advertise-client-urls={clients}",
            $"--listen-peer-urls={peers}", $"--initial-advertise-peer-urls={peers}", $"--initial-cluster=harness={peers}",
            $"--cert-file={serving}", $"--key-file={servingKey}", "--client-cert-auth", $"--trusted-ca-file={authority}",
        ];
        IReadOnlyList<string> server =
        [
            $"--etcd-servers={clients}", $"--etcd-cafile={authority}", $"--etcd-certfile={serving}", $"--etcd-keyfile={servingKey}",
            "--bind-address=127.0.0.1", "--advertise-address=127.0.0.1", FormattableString.Invariant($"--secure-port={api}"),
            "--service-cluster-ip-range=10.0.0.0/16", "--endpoint-reconciler-type=none",
            "--authorization-mode=RBAC", "--profiling=false", $"--client-ca-file={authority}",
            $"--tls-cert-file={serving}", $"--tls-private-key-file={servingKey}",
            $"--service-account-key-file={signing}", $"--service-account-signing-key-file={signing}",
            "--service-account-issuer=https://kubernetes.default.svc",
        ];
        return new ControlPlaneArguments(etcd, server, api);
    }

    private static string Loopback(string scheme, int port) => FormattableString.Invariant($"{scheme}://127.0.0.1:{port}");
}
