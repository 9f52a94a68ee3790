using System.Globalization;
using Harness.Clusters;
using Harness.Images;
using Harness.Workloads;
using k8s.Models;

namespace Harness.Load.Alternatives;

/// <summary>nginx in front of hello-app, with the objects that the scenarios of the alternatives have, too.</summary>
internal sealed class NginxWays(BenchWorkload workload)
{
    /// <summary>Alone, and open to everybody.</summary>
    public Task<(LoadRoute Route, ILoadGenerator Generator)> OpenAsync(CancellationToken stop) =>
        MakeAsync("bench-nginx-open", workload.Hello.ClusterAddress!, null, (nginx, name) => nginx.StandAlone(name), stop);

    /// <summary>Alone, with a password.</summary>
    public Task<(LoadRoute Route, ILoadGenerator Generator)> GuardedAsync(CancellationToken stop) => MakeAsync(
        "bench-nginx", workload.Hello.ClusterAddress!, BasicCredentials.Fresh("alice"), (nginx, name) => nginx.StandAlone(name), stop);

    /// <summary>In a pod of hello-app, with a password.</summary>
    public Task<(LoadRoute Route, ILoadGenerator Generator)> SidecarAsync(CancellationToken stop)
    {
        var image = workload.Session.Image;
        if (!image.IsOurs)
            throw HarnessException.Undecided("it needs the image built here, which listens on loopback alone: omit --hello-image");
        return MakeAsync(
            "bench-sidecar", "127.0.0.1", BasicCredentials.Fresh("alice"), (nginx, name) => nginx.Sidecar(name, image, 1), stop);
    }

    private async Task<(LoadRoute Route, ILoadGenerator Generator)> MakeAsync(
        string name, string host, BasicCredentials? user, Func<NginxProxy, string, V1Deployment> deployment, CancellationToken stop)
    {
        var (session, ns) = (workload.Session, workload.Hello.Namespace);
        var image = await session.Images.GetAsync(ThirdPartyImages.Nginx, stop).ConfigureAwait(false);
        var nginx = new NginxProxy(image, string.Create(CultureInfo.InvariantCulture, $"{host}:{HelloWorkload.Port}"))
        {
            AsksForPassword = user is not null,
        };
        await nginx.PrepareAsync(
            session.Cluster.Admin, ns, name, user is null ? [] : [(user, AlternativeKind.PasswordCost)], stop).ConfigureAwait(false);
        var service = NginxProxy.Service(name);
        service.Spec.Type = session.Direct.Kind == DirectRouteKind.Pod ? "ClusterIP" : "NodePort";
        try
        {
            var deployed = await new Deployer(session.Cluster.Admin)
                .DeployAsync(deployment(nginx, name), service, ns, session.Direct.NodePorts, stop).ConfigureAwait(false);
            return GuardedRoute.To(workload, deployed.NodePort, deployed.ClusterUrl!, user);
        }
        catch (ImagePullException missing) when (missing.Image == image)
        {
            throw HarnessException.Undecided(
                $"{missing.Message}; name an image that the nodes can pull: {ThirdPartyImages.Nginx.Option}", missing);
        }
    }
}
