using System.Security.Cryptography;
using Harness.Access;
using Harness.Api;
using Harness.Clusters.Engine;
using Harness.Images;
using Harness.Proxying;
using Harness.Rbac.Objects;
using Harness.Runs;
using Harness.Workloads;
using k8s.Autorest;
using k8s.Models;

namespace Harness.Scenarios.Running;

/// <summary>
/// One scenario while it runs: its givens (namespaces, workloads, consumers, grants) and its observations, which are collected so
/// that one run shows everything that differs.
/// </summary>
public sealed class Scenario(HarnessSession session, string purpose, AttachedFiles files, CancellationToken stop)
{
    /// <summary>Of tokens: longer than any scenario takes, even on a slow machine.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly List<ServiceProxyClient> _clients = [];
    private readonly List<string> _namespaces = [];
    private Task<string>? _namespace;
    private string _suffix = "";

    public HarnessSession Session { get; } = session;

    public CancellationToken Stop { get; } = stop;

    public ScenarioObservations Seen { get; private init; } = new();

    public AttachedFiles Files { get; } = files;

    /// <summary>The same givens with observations kept apart, for scenarios that expect a check to fail.</summary>
    public Scenario Trial() => new(Session, purpose, Files, Stop) { _namespace = _namespace, Seen = new ScenarioObservations() };

    /// <summary>The same scenario on another session, with namespaces of its own; observations are collected here.</summary>
    public Scenario On(HarnessSession other) => new(other, purpose, Files, Stop) { Seen = Seen };

    /// <summary>The scenario's own namespace, made when first needed, and only once even for concurrent callers.</summary>
    public Task<string> NamespaceAsync() => _namespace ??= AnotherNamespaceAsync(purpose);

    public async Task<string> AnotherNamespaceAsync(string name)
    {
        var ns = await Session.Namespaces.CreateAsync(name, Stop);
        _namespaces.Add(ns);
        return ns;
    }

    public async Task<DeployedHello> HelloAppAsync(string name = "hello-app", string? ns = null) =>
        await Session.Deployer.DeployAsync(HelloWorkload.Standard(name), ns ?? await NamespaceAsync(), [], Stop);

    /// <summary>
    /// The hello-app shared by scenarios that change nothing in it. From now on its namespace is this scenario's, and consumers get a
    /// suffix.
    /// </summary>
    public async Task<SharedHello> SharedHelloAsync()
    {
        var shared = await ScenarioRun.Current!.SharedHelloAsync();
        _namespace = Task.FromResult(shared.Hello.Namespace);
        _suffix = $"-{RandomNumberGenerator.GetHexString(6, lowercase: true)}";
        return shared;
    }

    /// <summary>hello-app as this host reaches it directly: on a node port, of which few may be published, or from a pod.</summary>
    public async Task<DeployedHello> ReachableHelloAppAsync() =>
        await Session.Deployer.DeployAsync(
            HelloWorkload.Standard().ReachedBy(Session.Direct), await NamespaceAsync(), Session.Direct.NodePorts, Stop);

    public async Task<DeployedHello> HelloHeadlessAsync() =>
        await Session.Deployer.DeployAsync(HelloWorkload.Headless(), await NamespaceAsync(), [], Stop);

    /// <summary>The browser to open pages in; without one the scenario is skipped.</summary>
    public string RequireBrowser() => BrowserFile.Find(Session.Settings.Get(Settings.Browser)) ?? throw new IgnoreException(
        "no browser on the PATH (chromium, chromium-browser, google-chrome): install chromium, or name one with --browser FILE");

    /// <summary>Skips the scenario unless pods run the image built here: no other has what it needs.</summary>
    /// <param name="what">What needs it.</param>
    public void RequireOurImage(string what = "calling from a pod")
    {
        if (!Session.Image.IsOurs)
            throw new IgnoreException($"{what} needs the image built here: omit --hello-image, on a cluster that can load images");
    }

    /// <summary>Skips the scenario on a cluster that may not be put under load.</summary>
    /// <param name="what">What would put it under load.</param>
    public void RequireLoad(string what)
    {
        if (!Session.AllowsLoad)
            throw new IgnoreException($"{what}: load on an existing cluster must be allowed with --load");
    }

    /// <summary>
    /// The reference of a third-party image, for a pod or for an engine on this host. If it is not available, the scenario is skipped and
    /// names the option that helps.
    /// </summary>
    public async Task<string> ImageAsync(ThirdPartyImage image, ContainerEngine? engine = null)
    {
        try
        {
            return await (engine is null ? Session.Images.GetAsync(image, Stop) : Session.Images.GetForEngineAsync(image, engine, Stop));
        }
        catch (HarnessException missing)
        {
            throw new IgnoreException(missing.Message, missing);
        }
    }

    /// <summary>
    /// Deploys into the scenario's namespace, or another. If the nodes cannot get the third-party image, the scenario is skipped.
    /// </summary>
    public async Task<DeployedService> DeployAsync(ThirdPartyImage image, V1Deployment deployment, V1Service service, string? ns = null)
    {
        var (reference, where) = (await ImageAsync(image), ns ?? await NamespaceAsync());
        try
        {
            return await new Deployer(Session.Cluster.Admin).DeployAsync(deployment, service, where, Session.Direct.NodePorts, Stop);
        }
        catch (ImagePullException missing) when (missing.Image == reference)
        {
            throw new IgnoreException($"{missing.Message}\nname an image that the nodes can pull: {image.Option}", missing);
        }
    }

    /// <summary>A call from a pod in the scenario's namespace.</summary>
    public async Task<PodAnswer> CallAsync(PodGet get) =>
        await new PodCall(Session.Cluster.Admin, Session.Image).GetAsync(await NamespaceAsync(), get, Stop);

    public async Task<Consumer> ConsumerAsync(string name) =>
        await Session.Consumers.CreateAsync(await NamespaceAsync(), name + _suffix, Stop);

    /// <summary>A fresh token of the consumer's, valid no longer than its namespace exists.</summary>
    public Task<BearerToken> TokenOfAsync(Consumer consumer) => Session.Consumers.RequestTokenAsync(consumer, Lifetime, [], Stop);

    /// <summary>A client with a fresh token of the consumer's.</summary>
    public async Task<ServiceProxyClient> ClientForAsync(Consumer consumer) => ClientWith(consumer.Name, await TokenOfAsync(consumer));

    /// <summary>A client with a given token, or none.</summary>
    public ServiceProxyClient ClientWith(string caller, BearerToken? token)
    {
        var client = new ServiceProxyClient(Session.Cluster.Api, caller, token);
        _clients.Add(client);
        return client;
    }

    /// <summary>Gives a consumer services/proxy on names, and waits until the authorizer agrees.</summary>
    public async Task<Grant> GrantAsync(Consumer consumer, IReadOnlyList<string> services, params string[] verbs)
    {
        var grant = Grant.ServiceProxy(consumer, $"{consumer.Name}-proxy", services, verbs);
        await Session.Grants.ApplyAsync(grant, Stop);
        return grant;
    }

    /// <summary>Binds a ClusterRole in a namespace. Nobody can grant permissions they lack: then the scenario is skipped.</summary>
    /// <param name="binding">The RoleBinding.</param>
    /// <param name="sign">Something that the role allows: once the authorizer allows it, the binding is in force.</param>
    public async Task BindAsync(RbacBinding binding, AccessQuestion sign)
    {
        try
        {
            await Session.Grants.BindAsync(binding, sign, Stop);
        }
        catch (HttpOperationException refused) when (refused.Response.StatusCode == System.Net.HttpStatusCode.Forbidden)
        {
            Assert.Ignore(
                $"the kubeconfig's user may not bind the cluster role {binding.RoleName}: "
                + "grant them its permissions, or the verb bind on it");
        }
    }

    /// <summary>Waits for something that does not disturb measurements, such as an answer after a long time.</summary>
    public async Task IdleAsync(Func<Task> wait)
    {
        var use = ScenarioRun.Current!.ClusterUse;
        use.End();
        try
        {
            await wait();
        }
        finally
        {
            await use.BeginAsync(Stop);
        }
    }

    /// <summary>Measures while no other scenario is busy.</summary>
    public Task AloneAsync(Func<Task> measure) => IdleAsync(() => ScenarioRun.Current!.ClusterUse.AloneAsync(measure, Stop));

    /// <summary>Removes what this scenario made. What it cannot remove, the run's end removes, or reports.</summary>
    public async Task CleanUpAsync()
    {
        _clients.ForEach(client => client.Dispose());
        try
        {
            foreach (var ns in _namespaces)
                await Session.Namespaces.DeleteAsync(ns, Session.Cluster.Lost);
        }
        catch (Exception failure) when (
            failure is HttpRequestException or HttpOperationException or IOException or OperationCanceledException)
        {
        }
    }
}
