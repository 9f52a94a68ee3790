using Harness.Scenarios.Running;
using Harness.Workloads;
using k8s;
using k8s.Models;

namespace Harness.Scenarios.Conformance;

/// <summary>Pods and services in states that a deployment never shows once it is ready.</summary>
internal static class BarePods
{
    private const string Label = "harness/pod";

    /// <summary>Makes a hello-app pod, which its services list as ready once it answers.</summary>
    /// <param name="s">The scenario.</param>
    /// <param name="ns">Where.</param>
    /// <param name="name">Its name, and the value of the label that services select it by.</param>
    /// <param name="change">Changes a plain container.</param>
    public static Task CreateAsync(Scenario s, string ns, string name, Action<V1Container> change) =>
        s.Session.Cluster.Admin.CoreV1.CreateNamespacedPodAsync(
            Pod(s.Session.Image, name, change), ns, cancellationToken: s.Stop);

    /// <summary>The pod.</summary>
    internal static V1Pod Pod(HelloImageChoice image, string name, Action<V1Container> change)
    {
        var container = new V1Container
        {
            Name = "hello",
            Image = image.Reference,
            ImagePullPolicy = "IfNotPresent",
            Env = [new V1EnvVar { Name = "START_DELAY", Value = "2" }], // a call that does not wait for it is refused
            ReadinessProbe = Readiness.Http(HelloWorkload.Port),
        };
        change(container);
        return new V1Pod
        {
            Metadata = new V1ObjectMeta { Name = name, Labels = new Dictionary<string, string> { [Label] = name } },
            Spec = RestrictedPod.Of(container),
        };
    }

    /// <summary>Makes a service of a pod.</summary>
    public static Task ServeAsync(Scenario s, string ns, string service, string? pod, params V1ServicePort[] ports) =>
        ServeAsync(s, ns, service, pod, evenUnready: false, ports);

    /// <summary>Makes a service of a pod, or of none; optionally it lists the pod even while that is not ready.</summary>
    public static async Task ServeAsync(Scenario s, string ns, string service, string? pod, bool evenUnready, params V1ServicePort[] ports)
    {
        var wanted = new V1Service
        {
            Metadata = new V1ObjectMeta { Name = service },
            Spec = new V1ServiceSpec
            {
                Selector = pod is null ? null : new Dictionary<string, string> { [Label] = pod },
                PublishNotReadyAddresses = evenUnready,
                Ports = ports,
            },
        };
        await s.Session.Cluster.Admin.CoreV1.CreateNamespacedServiceAsync(wanted, ns, cancellationToken: s.Stop);
    }
}
