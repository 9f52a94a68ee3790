using k8s;
using k8s.Models;

namespace Harness.Workloads;

/// <summary>An ingress controller, and how to make it ask for a password.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Id">What it is called in an IngressClass's <c>spec.controller</c>.</param>
/// <param name="AppLabel"><c>app.kubernetes.io/name</c> of its objects, as its own chart sets it.</param>
/// <param name="PasswordKey">Key of the password file in its Secret.</param>
public sealed record IngressController(string Name, string Id, string AppLabel, string PasswordKey)
{
    /// <summary>k3s's own (source: https://doc.traefik.io/traefik/middlewares/http/basicauth/).</summary>
    public static IngressController Traefik { get; } = new("Traefik", "traefik.io/ingress-controller", "traefik", "users");

    /// <summary>Kubernetes' own (source: https://kubernetes.github.io/ingress-nginx/examples/auth/basic/).</summary>
    public static IngressController Nginx { get; } = new("ingress-nginx", "k8s.io/ingress-nginx", "ingress-nginx", "auth");

    private const int HttpPort = 80;

    /// <summary>Name of the cluster's IngressClass of this controller; null when it has none.</summary>
    public async Task<string?> FindClassAsync(IKubernetes admin, CancellationToken cancellationToken)
    {
        var classes = await admin.NetworkingV1.ListIngressClassAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        return classes.Items.FirstOrDefault(one => one.Spec?.Controller == Id)?.Metadata.Name;
    }

    /// <summary>Its service with port 80; null when none of its services has it.</summary>
    public async Task<V1Service?> FindServiceAsync(IKubernetes admin, CancellationToken cancellationToken)
    {
        var services = await admin.CoreV1.ListServiceForAllNamespacesAsync(
            labelSelector: $"app.kubernetes.io/name={AppLabel}", cancellationToken: cancellationToken).ConfigureAwait(false);
        return services.Items.FirstOrDefault(
            one => one.Spec.ClusterIP is not (null or "" or "None") && one.Spec.Ports.Any(port => port.Port == HttpPort));
    }

    /// <summary>Where pods reach it; null when none of its services has port 80.</summary>
    public async Task<Uri?> FindAddressAsync(IKubernetes admin, CancellationToken cancellationToken) =>
        await FindServiceAsync(admin, cancellationToken).ConfigureAwait(false) is { } service
            ? new UriBuilder("http", service.Spec.ClusterIP, HttpPort).Uri
            : null;

    /// <summary>The node port of its port 80; null when its service has none.</summary>
    public static int? NodePort(V1Service service) =>
        service.Spec.Ports.First(port => port.Port == HttpPort).NodePort is > 0 and var port ? port : null;

    /// <summary>The Ingress that routes a path to a service, and asks for a password from the Secret of the same name.</summary>
    /// <param name="ns">Its namespace: Traefik's annotation names it.</param>
    /// <param name="name">Its name, the Secret's, and that of Traefik's Middleware.</param>
    /// <param name="className">The IngressClass.</param>
    /// <param name="path">The path and everything below.</param>
    /// <param name="service">The service.</param>
    /// <param name="port">The service's port.</param>
    public V1Ingress Ingress(string ns, string name, string className, string path, string service, int port) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, Annotations = Annotations(ns, name) },
        Spec = new V1IngressSpec
        {
            IngressClassName = className,
            Rules =
            [
                new V1IngressRule
                {
                    Http = new V1HTTPIngressRuleValue
                    {
                        Paths =
                        [
                            new V1HTTPIngressPath
                            {
                                Path = path,
                                PathType = "Prefix",
                                Backend = new V1IngressBackend
                                {
                                    Service = new V1IngressServiceBackend
                                    {
                                        Name = service,
                                        Port = new V1ServiceBackendPort { Number = port },
                                    },
                                },
                            },
                        ],
                    },
                },
            ],
        },
    };

    /// <summary>The Secret with the password file.</summary>
    public V1Secret Secret(string name, string htpasswd) => new()
    {
        Metadata = new V1ObjectMeta { Name = name },
        StringData = new Dictionary<string, string> { [PasswordKey] = htpasswd + "\n" },
    };

    private Dictionary<string, string> Annotations(string ns, string name) => this == Traefik
        ? new() { [TraefikMiddleware.Annotation] = TraefikMiddleware.Reference(ns, name) }
        : new()
        {
            ["nginx.ingress.kubernetes.io/auth-type"] = "basic",
            ["nginx.ingress.kubernetes.io/auth-secret"] = name,
            ["nginx.ingress.kubernetes.io/auth-realm"] = "hello-app",
        };
}
