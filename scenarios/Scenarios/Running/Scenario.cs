using System.Security.Cryptography;
using Harness.Access;
using Harness.Clusters;
using Harness.Images;
using Harness.Proxying;
using Harness.Sessions;
using Harness.Workloads;
using k8s.Autorest;
using k8s.Models;

namespace Harness.Scenarios.Running;

/// <summary>
/// One scenario while it runs: what is given (namespaces, workloads, consumers, grants), and what was seen of what was expected.
/// Observations are gathered, so that one run shows everything that differs.
/// </summary>
public sealed class Scenario(HarnessSession session, string purpose, AttachedFiles files, CancellationToken stop)
{
    private readonly List<ServiceProxyClient> _clients = [];
    private readonly List<string> _namespaces = [];
    private Task<string>? _namespace;
    private string _suffix = "";

    public HarnessSession Session { get; } = session;

    public CancellationToken Stop { get; } = stop;

    public Findings Seen { get; private init; } = new();

    public AttachedFiles Files { get; } = files;

    /// <summary>The same givens with observations kept apart, for scenarios that expect a check to fail.</summary>
    public Scenario Trial() => new(Session, purpose, Files, Stop) { _namespace = _namespace, Seen = new Findings() };

    /// <summary>The same scenario on another session, with namespaces of its own; observations are gathered here.</summary>
    public Scenario On(HarnessSession other) => new(other, purpose, Files, Stop) { Seen = Seen };

    /// <summary>The scenario's own namespace, made when it is first needed; one also for those who ask while it is being made.</summary>
    public Task<string> NamespaceAsync() => _namespace ??= AnotherNamespaceAsync(purpose);

    public async Task<string> AnotherNamespaceAsync(string name)
    {
        var ns = await Session.Namespaces.CreateAsync(name, Stop);
        _namespaces.Add(ns);
        return ns;
    }

    public async Task<DeployedHello> HelloAppAsync(string name = "hello-app", string? ns = null) =>
        await Session.Deployer.DeployAsync(HelloWorkload.Standard(name), ns ?? await NamespaceAsync(), [], Stop);

    /// <summary>What scenarios share that change nothing in it. From now on its namespace is this scenario's, and consumers get a suffix.</summary>
    public async Task<SharedHello> SharedHelloAsync()
    {
        var shared = await ScenarioRun.Current!.SharedHelloAsync();
        _namespace = Task.FromResult(shared.Hello.Namespace);
        _suffix = $"-{RandomNumberGenerator.GetHexString(6, lowercase: true)}";
        return shared;
    }

    /// <summary>hello-app on a node port that this host reaches: where ports are published there are few of them.</summary>
    public async Task<DeployedHello> ReachableHelloAppAsync() =>
        await Session.Deployer.DeployAsync(HelloWorkload.Standard(), await NamespaceAsync(), Session.Direct.NodePorts, Stop);

    public async Task<DeployedHello> HelloHeadlessAsync() =>
        await Session.Deployer.DeployAsync(HelloWorkload.Headless(), await NamespaceAsync(), [], Stop);

    /// <summary>Skips the scenario where pods do not run the image built here, which alone has what is needed.</summary>
    /// <param name="what">What needs it.</param>
    public void RequireOurImage(string what = "calling from a pod")
    {
        if (!Session.Image.IsOurs)
            throw new IgnoreException($"{what} needs the image built here: leave --hello-image away, on a cluster that can be given images");
    }

    /// <summary>
    /// The reference of a third-party image, for a pod or for an engine on this host. Where it cannot be had the scenario is skipped, with the
    /// option that helps.
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

    /// <summary>Deploys into the scenario's namespace, or another. Where the nodes do not get the third-party image the scenario is skipped.</summary>
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

    /// <summary>A fresh token of the consumer's.</summary>
    public Task<BearerToken> TokenOfAsync(Consumer consumer) =>
        Session.Consumers.RequestTokenAsync(consumer, ConsumerProvisioner.ShortestLifetime, [], Stop);

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

    /// <summary>Binds a cluster role in a namespace. RBAC lets nobody give away what he does not have himself: then the scenario is skipped.</summary>
    public async Task BindClusterRoleAsync(ClusterRoleBound bound)
    {
        try
        {
            await Session.Grants.BindClusterRoleAsync(bound, Stop);
        }
        catch (HttpOperationException refused) when (refused.Response.StatusCode == System.Net.HttpStatusCode.Forbidden)
        {
            Assert.Ignore($"the kubeconfig's user may not bind the cluster role {bound.ClusterRole}; one who has its permissions, or the verb bind on it, may");
        }
    }

    /// <summary>Waits for something that keeps nobody from measuring, such as an answer after a long time.</summary>
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

    /// <summary>Removes what this scenario made. What it cannot remove is left to the run's end, which says so if it cannot either.</summary>
    public async Task CleanUpAsync()
    {
        _clients.ForEach(client => client.Dispose());
        try
        {
            foreach (var ns in _namespaces)
                await Session.Namespaces.DeleteAsync(ns, Session.Cluster.Lost);
        }
        catch (Exception failure) when (failure is HttpRequestException or HttpOperationException or OperationCanceledException)
        {
        }
    }
}
