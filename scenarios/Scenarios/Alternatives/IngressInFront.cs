using Harness.Clusters;
using Harness.Installing;
using Harness.Results;
using Harness.Runs;
using Harness.Scenarios.Running;
using Harness.Waiting;
using Harness.Workloads;
using k8s;

namespace Harness.Scenarios.Alternatives;

/// <summary>An ingress controller that asks for a password, where the cluster has one or is given one.</summary>
public sealed class IngressInFront : ScenarioFixture
{
    private const string Name = "hello-ingress";

    /// <summary>k3s installs its Traefik once the node is ready, by a job that pulls images.</summary>
    private static readonly TimeSpan TraefikDeadline = TimeSpan.FromSeconds(180);

    /// <summary>A controller lags behind the objects, and answers 404 until it has them.</summary>
    private static readonly TimeSpan RouteDeadline = TimeSpan.FromSeconds(60);

    [Test]
    [Claim("C2")]
    public Task Traefik_asks_for_a_password_by_its_basicAuth_middleware() =>
        ProveAsync("traefik", s => AsksAsync(s, IngressController.Traefik, "401 Unauthorized"));

    [Test]
    [Claim("C2")]
    public Task Ingress_nginx_asks_for_a_password_by_annotation_and_secret() =>
        ProveAsync("ingress", s => AsksAsync(s, IngressController.Nginx, "401 Authorization Required"));

    private static async Task AsksAsync(Scenario s, IngressController controller, string refusal)
    {
        s.RequireOurImage();
        var className = await ClassAsync(s, controller);
        var address = await controller.FindAddressAsync(s.Session.Cluster.Admin, s.Stop)
            ?? throw new IgnoreException(
                $"no service labelled app.kubernetes.io/name={controller.AppLabel} has port 80: "
                + $"the address of {controller.Name} is unknown");
        var (hello, credentials) = (await s.HelloAppAsync(), BasicCredentials.Fresh("alice"));
        var path = $"/{hello.Namespace}";
        await CreateAsync(s, controller, hello, credentials, className, path);

        var url = new Uri(address, path);
        await RoutedAsync(s, url);
        var observed = await PasswordCheck.RunAsync(s, url, credentials, refusal);
        var past = Guard.Direct(hello.Pods.Values.Single());
        var direct = await s.CallAsync(past);

        s.Seen.ExpectStatus("past the ingress controller", past, direct, 200, "Hello, world!");
        s.Seen.Tell(
            AlternativeCatalogue.Ingress, AlternativeCatalogue.WhoAuthenticates, $"{controller.Name}, with a password file: {observed}");
        s.Seen.Tell(
            AlternativeCatalogue.Ingress, AlternativeCatalogue.StaysOpen,
            $"the application, to every pod: a direct call was answered {direct.Status}");
        s.Seen.Tell(
            AlternativeCatalogue.Ingress, AlternativeCatalogue.CannotDo,
            "work without a controller; close the application to the rest of the cluster; grant consumers different access");
    }

    /// <summary>The controller's class. A manifest that does not install fails the scenario; without a controller it is skipped.</summary>
    private static async Task<string> ClassAsync(Scenario s, IngressController controller)
    {
        var (admin, settings) = (s.Session.Cluster.Admin, s.Session.Settings);
        var found = await controller.FindClassAsync(admin, s.Stop);
        if (found is null && settings.Get(Settings.IngressManifest) is { } file && Brings(file, controller))
        {
            if (!s.Session.AllowsClusterScope)
                Assert.Ignore($"{file} installs objects outside namespaces, which on an existing cluster requires --allow-cluster-scope");
            await s.Session.InstallAsync(file, s.Stop);
            found = await controller.FindClassAsync(admin, s.Stop);
        }
        else if (found is null && settings.Get(Settings.Ingress) == IngressChoice.Traefik
            && controller == IngressController.Traefik && s.Session.Cluster.PullsImages)
        {
            found = await new Condition("k3s has installed its Traefik", TraefikDeadline).WaitAsync(
                async ct => await controller.FindClassAsync(admin, ct) is { } name
                    ? Seen.Met(name)
                    : Seen.NotYet<string>("it has no IngressClass"),
                s.Stop);
        }

        return found ?? throw new IgnoreException(
            $"the cluster has no IngressClass whose spec.controller is {controller.Id}; --ingress-manifest FILE installs {controller.Name}"
            + (controller == IngressController.Traefik ? ", and --ingress traefik keeps the one that k3s brings" : ""));
    }

    /// <summary>A manifest is for one controller, named in its IngressClass.</summary>
    private static bool Brings(string file, IngressController controller) =>
        ManifestFile.Read(file).Objects.Any(one => one.Yaml.Contains(controller.Id, StringComparison.Ordinal));

    private static async Task CreateAsync(
        Scenario s, IngressController controller, DeployedHello hello, BasicCredentials credentials, string className, string path)
    {
        var admin = s.Session.Cluster.Admin;
        await admin.CoreV1.CreateNamespacedSecretAsync(
            controller.Secret(Name, credentials.HtpasswdLine(s.Session.Settings.Get(Settings.BcryptCost))), hello.Namespace,
            cancellationToken: s.Stop);
        if (controller == IngressController.Traefik)
        {
            var group = await TraefikMiddleware.FindGroupAsync(admin, s.Stop) ?? throw new IgnoreException(
                "the cluster serves neither traefik.io nor traefik.containo.us: Traefik's custom resources for basicAuth are missing");
            await admin.CustomObjects.CreateNamespacedCustomObjectAsync(
                TraefikMiddleware.Middleware(group, Name), group, TraefikMiddleware.Version, hello.Namespace, TraefikMiddleware.Plural,
                cancellationToken: s.Stop);
        }

        await admin.NetworkingV1.CreateNamespacedIngressAsync(
            controller.Ingress(hello.Namespace, Name, className, path, hello.Name, HelloWorkload.Port), hello.Namespace,
            cancellationToken: s.Stop);
    }

    private static Task<bool> RoutedAsync(Scenario s, Uri url) =>
        new Condition($"the ingress controller routes {url}", RouteDeadline).WaitAsync(
            async _ =>
            {
                var answer = await s.CallAsync(new PodGet(url, PodCaller.Nobody));
                return answer.Status is null or 404
                    ? Seen.NotYet<bool>(answer.Status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? $"{answer.Error}")
                    : Seen.Met(true);
            },
            s.Stop);
}
