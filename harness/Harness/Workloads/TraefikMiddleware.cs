using k8s;

namespace Harness.Workloads;

/// <summary>Traefik's custom resource for asking for a password.</summary>
public static class TraefikMiddleware
{
    /// <summary>The annotation by which an Ingress names the middlewares in front of its service.</summary>
    public const string Annotation = "traefik.ingress.kubernetes.io/router.middlewares";

    /// <summary>Version of both groups.</summary>
    public const string Version = "v1alpha1";

    /// <summary>Plural of the kind.</summary>
    public const string Plural = "middlewares";

    /// <summary>The group since Traefik 2.10, and the one before.</summary>
    private static readonly string[] Groups = ["traefik.io", "traefik.containo.us"];

    /// <summary>The newest group that the cluster serves; null when it serves neither.</summary>
    public static async Task<string?> FindGroupAsync(IKubernetes admin, CancellationToken cancellationToken)
    {
        var served = await admin.Apis.GetAPIVersionsAsync(cancellationToken).ConfigureAwait(false);
        return Groups.FirstOrDefault(
            group => served.Groups.Any(one => one.Name == group && one.Versions.Any(version => version.Version == Version)));
    }

    /// <summary>The object; the Secret of the same name has the password file.</summary>
    public static object Middleware(string group, string name) => new Dictionary<string, object>
    {
        ["apiVersion"] = $"{group}/{Version}",
        ["kind"] = "Middleware",
        ["metadata"] = new Dictionary<string, object> { ["name"] = name },
        ["spec"] = new Dictionary<string, object> { ["basicAuth"] = new Dictionary<string, object> { ["secret"] = name } },
    };

    /// <summary>How an Ingress names it.</summary>
    public static string Reference(string ns, string name) => $"{ns}-{name}@kubernetescrd";
}
