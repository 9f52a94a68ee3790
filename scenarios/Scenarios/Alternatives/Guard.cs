using System.Globalization;
using Harness.Images;
using Harness.Runs;
using Harness.Scenarios.Running;
using Harness.Workloads;
using k8s.Models;

namespace Harness.Scenarios.Alternatives;

/// <summary>hello-app guarded by nginx, and the credentials it accepts.</summary>
/// <param name="Service">nginx's service.</param>
/// <param name="Credentials">Who is let in.</param>
internal sealed record Guard(DeployedService Service, BasicCredentials Credentials)
{
    /// <summary>What nginx says with a 401.</summary>
    public const string Refusal = "401 Authorization Required";

    /// <summary>nginx on its own in front of hello-app's service.</summary>
    /// <remarks>By the service's address: nginx looks a name up once, at startup, and exits if DNS does not know it yet.</remarks>
    public static Task<Guard> StandAloneAsync(Scenario s, DeployedHello hello) => DeployAsync(
        s, "hello-proxy", At(hello.ClusterAddress!), (proxy, name) => proxy.StandAlone(name), []);

    /// <summary>nginx in every pod of hello-app.</summary>
    /// <param name="s">The scenario.</param>
    /// <param name="replicas">How many pods.</param>
    /// <param name="others">More users, each with the cost of its hash.</param>
    public static Task<Guard> SidecarAsync(Scenario s, int replicas = 1, params (BasicCredentials, int)[] others) => DeployAsync(
        s, "hello-sidecar", At("127.0.0.1"), (proxy, name) => proxy.Sidecar(name, s.Session.Image, replicas), others);

    /// <summary>Straight to the application of one of the pods.</summary>
    public static PodGet Direct(string podAddress) => new(new UriBuilder("http", podAddress, HelloWorkload.Port).Uri, PodCaller.Nobody);

    private static async Task<Guard> DeployAsync(
        Scenario s, string name, string application, Func<NginxProxy, string, V1Deployment> deployment, (BasicCredentials, int)[] others)
    {
        var (proxy, ns) = (new NginxProxy(await s.ImageAsync(ThirdPartyImages.Nginx), application), await s.NamespaceAsync());
        var credentials = BasicCredentials.Fresh("alice");
        await proxy.PrepareAsync(
            s.Session.Cluster.Admin, ns, name, [(credentials, s.Session.Settings.Get(Settings.BcryptCost)), .. others], s.Stop);
        return new Guard(await s.DeployAsync(ThirdPartyImages.Nginx, deployment(proxy, name), NginxProxy.Service(name)), credentials);
    }

    private static string At(string host) => string.Create(CultureInfo.InvariantCulture, $"{host}:{HelloWorkload.Port}");
}
