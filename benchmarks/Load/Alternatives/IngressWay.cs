using Harness.Workloads;
using k8s;

namespace Harness.Load.Alternatives;

/// <summary>An ingress controller that the cluster has already, asking for a password.</summary>
internal sealed class IngressWay(BenchWorkload workload)
{
    private const string Name = "bench-ingress";
    private static readonly IReadOnlyList<IngressController> Known = [IngressController.Traefik, IngressController.Nginx];

    private IKubernetes Admin => workload.Session.Cluster.Admin;

    /// <summary>Routes a path of its own to hello-app.</summary>
    /// <exception cref="HarnessException">The cluster has no controller that is known here, or this host does not reach it.</exception>
    public async Task<(LoadRoute Route, ILoadGenerator Generator)> MakeAsync(CancellationToken stop)
    {
        foreach (var controller in Known)
        {
            if (await controller.FindClassAsync(Admin, stop).ConfigureAwait(false) is { } className)
                return await MakeAsync(controller, className, stop).ConfigureAwait(false);
        }

        throw HarnessException.Undecided(
            $"the cluster has no IngressClass of {string.Join(" or ", Known.Select(one => $"{one.Name} ({one.Id})"))}");
    }

    private async Task<(LoadRoute Route, ILoadGenerator Generator)> MakeAsync(
        IngressController controller, string className, CancellationToken stop)
    {
        var service = await controller.FindServiceAsync(Admin, stop).ConfigureAwait(false) ?? throw HarnessException.Undecided(
            $"no service labelled app.kubernetes.io/name={controller.AppLabel} has port 80: the address of {controller.Name} is unknown");
        var (user, path) = (BasicCredentials.Fresh("alice"), $"/{workload.Hello.Namespace}");
        var way = GuardedRoute.To(
            workload, IngressController.NodePort(service), new UriBuilder("http", service.Spec.ClusterIP).Uri, user, path);
        await CreateAsync(controller, className, path, user, stop).ConfigureAwait(false);
        return (way.Route with { Via = $"{controller.Name}, {way.Route.Via}" }, way.Generator);
    }

    private async Task CreateAsync(
        IngressController controller, string className, string path, BasicCredentials user, CancellationToken stop)
    {
        var hello = workload.Hello;
        await Admin.CoreV1.CreateNamespacedSecretAsync(
            controller.Secret(Name, user.HtpasswdLine(AlternativeKind.PasswordCost)), hello.Namespace, cancellationToken: stop)
            .ConfigureAwait(false);
        if (controller == IngressController.Traefik)
        {
            var group = await TraefikMiddleware.FindGroupAsync(Admin, stop).ConfigureAwait(false) ?? throw HarnessException.Undecided(
                "the cluster serves neither traefik.io nor traefik.containo.us: Traefik's custom resources for basicAuth are missing");
            await Admin.CustomObjects.CreateNamespacedCustomObjectAsync(
                TraefikMiddleware.Middleware(group, Name), group, TraefikMiddleware.Version, hello.Namespace, TraefikMiddleware.Plural,
                cancellationToken: stop).ConfigureAwait(false);
        }

        await Admin.NetworkingV1.CreateNamespacedIngressAsync(
            controller.Ingress(hello.Namespace, Name, className, path, hello.Name, HelloWorkload.Port), hello.Namespace,
            cancellationToken: stop).ConfigureAwait(false);
    }
}
