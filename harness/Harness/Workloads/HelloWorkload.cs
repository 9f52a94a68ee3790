using Harness.Clusters;
using k8s.Models;

namespace Harness.Workloads;

/// <summary>What is deployed: hello-app behind a service, or several replicas of it behind a headless one.</summary>
public sealed record HelloWorkload
{
    /// <summary>Port that the service and the pods serve HTTP on.</summary>
    public const int Port = 8080;

    /// <summary>Port that the pods serve HTTPS on, where the image does.</summary>
    public const int HttpsPort = 8443;

    /// <summary>What its answers on any path begin with.</summary>
    public const string Greeting = "Hello, world!";

    private HelloWorkload(string name, int replicas, bool headless) => (Name, Replicas, IsHeadless) = (name, replicas, headless);

    /// <summary>Name of Deployment and Service.</summary>
    public string Name { get; }

    /// <summary>Number of pods.</summary>
    public int Replicas { get; }

    /// <summary>Whether the service has no address of its own.</summary>
    public bool IsHeadless { get; }

    /// <summary>Whether the service has a port on every node, which opens it to whoever reaches one.</summary>
    public bool HasNodePort { get; private init; }

    /// <summary>Whether the service has its ports by name, and HTTPS beside HTTP; otherwise one port without a name.</summary>
    public bool HasNamedPorts { get; private init; }

    /// <summary>hello-app: one replica behind a service that is reached only inside the cluster.</summary>
    public static HelloWorkload Standard(string name = "hello-app") => new(name, 1, headless: false);

    /// <summary>hello-headless: several replicas behind a service without an address of its own.</summary>
    public static HelloWorkload Headless(string name = "hello-headless", int replicas = 3) => new(name, replicas, headless: true);

    /// <summary>The same, with a node port if that is how it is to be reached directly.</summary>
    public HelloWorkload ReachedBy(DirectRoute route) => this with { HasNodePort = !IsHeadless && route.Kind != DirectRouteKind.Pod };

    /// <summary>The same, with the ports <c>http</c> and <c>https</c>: the proxy is then asked for a port by its name.</summary>
    public HelloWorkload WithNamedPorts() => this with { HasNamedPorts = true };

    /// <summary>The Deployment object.</summary>
    public V1Deployment Deployment(HelloImageChoice image) => AppObjects.Deployment(Name, Replicas, PodSpec(image));

    /// <summary>The Service object.</summary>
    public V1Service Service()
    {
        var service = AppObjects.Service(Name, Port);
        service.Spec.Type = HasNodePort ? "NodePort" : "ClusterIP";
        service.Spec.ClusterIP = IsHeadless ? "None" : null;
        if (HasNamedPorts)
        {
            service.Spec.Ports =
            [
                new V1ServicePort { Name = "http", Port = Port, TargetPort = Port },
                new V1ServicePort { Name = "https", Port = HttpsPort, TargetPort = HttpsPort },
            ];
        }

        return service;
    }

    private static V1PodSpec PodSpec(HelloImageChoice image) => RestrictedPod.Of(new V1Container
    {
        Name = "hello",
        Image = image.Reference,
        ImagePullPolicy = "IfNotPresent",
        Ports = [new V1ContainerPort { ContainerPort = Port }],
        ReadinessProbe = Readiness.Http(Port),
    });
}
