using Harness.Scenarios.Running;
using Harness.Waiting;
using Harness.Workloads;
using k8s;
using k8s.Models;

namespace Harness.Scenarios.Conformance;

/// <summary>
/// Backends that are missing, or end early. The proxy calls whatever the Endpoints list as ready, checks nothing else, and finds out
/// by calling (source: pkg/registry/core/service/storage, ResourceLocation).
/// </summary>
public static class FailureCases
{
    private const string Unready = "hello-unready";
    private const string UnreadyListed = "hello-unready-listed";
    private const string Dead = "hello-dead";
    private const string Deaf = "hello-deaf";
    private const string Empty = "hello-empty";
    private static readonly TimeSpan PodDeadline = TimeSpan.FromSeconds(60);
    private static readonly V1ServicePort Port = new() { Port = 8080, TargetPort = 8080 };

    public static IReadOnlyList<ProxyCase> All { get; } =
    [
        ProxyCase.Root(Empty, "a service without pods", Words.NoEndpoints, Words.NoEndpointsPhrase),
        ProxyCase.Root(Unready, "a pod that is not ready", Words.NoEndpoints, Words.NoEndpointsPhrase),
        ProxyCase.Root(UnreadyListed, "the same, with publishNotReadyAddresses", Words.Greeting),
        ProxyCase.Root(Dead, "a dead pod that is still listed", Words.Unreachable, Words.UnreachablePhrase),
        ProxyCase.Root(Deaf, "a port on which nobody listens", Words.Unreachable, Words.UnreachablePhrase),
        new("a backend that closes before any answer", Words.Unreachable, hello => hello.SayAsync("/abort", Words.UnreachablePhrase)),
    ];

    /// <summary>Makes a pod that never becomes ready, one that ends as soon as it starts, and the services of the cases.</summary>
    public static async Task PrepareAsync(Scenario s, ProxiedHello hello)
    {
        var ns = hello.Workload.Namespace;
        await BarePods.CreateAsync(
            s, ns, Unready, container => container.ReadinessProbe = Readiness.Http(HelloWorkload.Port, "/status/503"));
        await BarePods.CreateAsync(s, ns, Dead, container => container.Args = ["--help"]);
        await BarePods.ServeAsync(s, ns, Empty, "nobody", Port);
        await BarePods.ServeAsync(s, ns, Unready, Unready, Port);
        await BarePods.ServeAsync(s, ns, UnreadyListed, Unready, evenUnready: true, Port);
        await BarePods.ServeAsync(s, ns, Deaf, Unready, evenUnready: true, new V1ServicePort { Port = 8080, TargetPort = 9 });
        await BarePods.ServeAsync(s, ns, Dead, Dead, evenUnready: true, Port);

        await ServiceEndpoints.WaitAsync(s, ns, Empty, ready: 0);
        await ServiceEndpoints.WaitAsync(s, ns, Unready, ready: 0, unready: 1);
        await ServiceEndpoints.WaitAsync(s, ns, UnreadyListed, ready: 1);
        await ServiceEndpoints.WaitAsync(s, ns, Deaf, ready: 1);
        await ServiceEndpoints.WaitAsync(s, ns, Dead, ready: 1);
        await s.Session.Deployer.AnsweringAsync(ns, Unready, s.Stop);
        await EndedAsync(s, ns, Dead);
    }

    private static async Task EndedAsync(Scenario s, string ns, string pod) =>
        await new Condition($"pod {ns}/{pod} has ended", PodDeadline).WaitAsync(
            async ct =>
            {
                var now = await s.Session.Cluster.Admin.CoreV1.ReadNamespacedPodAsync(pod, ns, cancellationToken: ct);
                var container = now.Status.ContainerStatuses?.SingleOrDefault();
                return (container?.State.Terminated ?? container?.LastState.Terminated) is not null
                    ? Seen.Met(true)
                    : Seen.NotYet<bool>(container?.State.Waiting?.Reason ?? now.Status.Phase);
            },
            s.Stop);
}
