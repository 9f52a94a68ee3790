namespace Harness.Kubeconfigs;

/// <summary>
/// What a pod knows of its cluster, as a kubeconfig that names the files of its service account.
/// Source: https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/#directly-accessing-the-rest-api
/// </summary>
internal static class InCluster
{
    /// <summary>What messages call it.</summary>
    public const string Source = "of this pod's service account";

    private const string Folder = "/var/run/secrets/kubernetes.io/serviceaccount";

    private static string? Host => Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST");

    /// <summary>The kubeconfig as YAML; it holds no secret.</summary>
    /// <exception cref="HarnessException">This is no pod, or its service account's token is not mounted (exit code 2).</exception>
    public static string ToYaml()
    {
        EnsureHere();
        return ToYaml(Host!, Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_PORT") ?? "443", Folder);
    }

    /// <summary>Makes sure that this process runs in a pod that may call the API server.</summary>
    /// <exception cref="HarnessException">It does not (exit code 2).</exception>
    public static void EnsureHere()
    {
        if (!File.Exists($"{Folder}/token") || string.IsNullOrEmpty(Host))
        {
            throw HarnessException.BadInput(
                "--cluster existing needs --kubeconfig FILE (or HARNESS_KUBECONFIG, or KUBECONFIG), or to run in a pod with its service "
                + "account's token");
        }
    }

    /// <summary>The kubeconfig of a pod that is told this.</summary>
    internal static string ToYaml(string host, string port, string folder)
    {
        var address = host.Contains(':') ? $"[{host}]" : host;
        return $$"""
            apiVersion: v1
            kind: Config
            current-context: pod
            clusters: [{name: pod, cluster: {server: "https://{{address}}:{{port}}", certificate-authority: "{{folder}}/ca.crt"} }]
            users: [{name: pod, user: {tokenFile: "{{folder}}/token"} }]
            contexts: [{name: pod, context: {cluster: pod, user: pod} }]

            """;
    }
}
