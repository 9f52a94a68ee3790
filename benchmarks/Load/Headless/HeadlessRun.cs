using Harness.Access;
using Harness.Api;
using Harness.Rbac.Objects;
using Harness.Results;
using Harness.Runs;
using Harness.Workloads;
using k8s;

namespace Harness.Load.Headless;

/// <summary>A headless service under load on a cluster: how its pods share the calls, and what fails while they change.</summary>
/// <param name="profile">How many calls, and which changes.</param>
public sealed class HeadlessRun(HeadlessProfile profile) : IRunStep
{
    /// <summary>Name of the benchmark in results, and of the part.</summary>
    public const string Name = "headless";

    /// <summary>In hello-app's answer, what stands before the name of the pod.</summary>
    private const string BeforePod = "Hostname: ";

    private static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(50);
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public Task RunAsync(Run run, CancellationToken stop) => run.Progress.StageAsync(Name, async progress =>
    {
        var session = run.Session;
        // Pods that are being removed would be measured along with the service's own.
        await session.Namespaces.EndedAsync(stop);
        var headless = HelloWorkload.Headless(replicas: profile.Pods);
        var workload = await BenchWorkload.DeployAsync(session, headless, [], Grants, stop);
        try
        {
            var routes = workload.Routes(TokenLifetime);
            var proxied = routes.OnServer("proxied", routes.Hello.Url.PathAndQuery, HelloWorkload.Greeting);
            await RouteCheck.EnsureAsync(new LocalLoadGenerator(), proxied, CheckTimeout, stop);
            var route = proxied with { Target = proxied.Target with { Label = BeforePod } };
            await MeasureAsync(run, workload, new HeadlessLoad(route), progress, stop);
        }
        finally
        {
            await workload.RemoveAsync();
        }
    });

    private static IEnumerable<Grant> Grants(DeployedHello hello, Consumer consumer) =>
        [Grant.ServiceProxy(consumer, "consumer-proxy", [hello.Url.ResourceName], ["get"])];

    /// <summary>However it ends, what was measured is kept.</summary>
    private Task MeasureAsync(Run run, BenchWorkload workload, HeadlessLoad load, IProgress<string> progress, CancellationToken stop)
    {
        var (hello, admin) = (workload.Hello, run.Session.Cluster.Admin);
        string[] pods = [.. hello.Pods.Keys.Order(StringComparer.Ordinal)];
        var watch = PodWatch.Of(admin, hello.Namespace, $"{AppObjects.Label}={hello.Name}");
        var spread = new SpreadBenchmark(load, pods, profile, TimeProvider.System)
        {
            PodsChanged = async ct => await watch.ChangeAsync(hasErrors: false, ct) ?? watch.Missing,
        };
        var replicas = new HeadlessReplicas(admin, hello.Namespace, hello.Name, profile.LongestChange);
        var changes = new ChangeBenchmark(load, replicas, profile, TimeProvider.System);
        string[] missing = [];
        return KeptBenchmark.MeasureAsync(
            run.Folder,
            async () =>
            {
                await watch.BeginAsync(stop);
                await spread.RunAsync(progress, stop);
                if (await CannotChangeAsync(admin, hello.Namespace, stop) is { } reason)
                    missing = [$"pods that change: {reason}"];
                else
                    await changes.RunAsync(pods, progress, stop);
            },
            () => spread.Result.Count == 0 ? null
                : KeptBenchmark.Of(
                    Name, FormattableString.Invariant($"hello-headless, {profile.Pods} replicas, GET / through the proxy")) with
                {
                    Headless = new HeadlessResult { Spreads = spread.Result, Changes = changes.Result, Missing = missing },
                });
    }

    /// <summary>Runs need this for nothing else, so that a cluster of others may not allow it.</summary>
    private static async Task<string?> CannotChangeAsync(IKubernetes admin, string ns, CancellationToken stop)
    {
        var answer = await new AccessQuestion(ns, "apps", "deployments", "", "patch").AskAboutSelfAsync(admin, stop);
        return answer switch
        {
            { Allowed: true } => null,
            { Error: { } error } => $"whether the kubeconfig's user may patch deployments could not be asked: {error}",
            _ => "the kubeconfig's user may not patch deployments of the run's namespaces",
        };
    }
}
