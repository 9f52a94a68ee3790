using k8s.Models;

namespace Harness.Workloads;

/// <summary>What is deployed: hello-app behind a NodePort service, or several replicas of it behind a headless one.</summary>
public sealed record HelloWorkload
{
    /// <summary>Port that the service and the pods serve HTTP on.</summary>
    public const int Port = 8080;

    /// <summary>What its answers on any path begin with.</summary>
    public const string Greeting = "Hello, world!";

    private HelloWorkload(string name, int replicas, bool headless) => (Name, Replicas, IsHeadless) = (name, replicas, headless);

    /// <summary>Name of Deployment and Service.</summary>
    public string Name { get; }

    /// <summary>Number of pods.</summary>
    public int Replicas { get; }

    /// <summary>Whether the service has no address of its own.</summary>
    public bool IsHeadless { get; }

    /// <summary>hello-app: one replica behind a NodePort service.</summary>
    public static HelloWorkload Standard(string name = "hello-app") => new(name, 1, headless: false);

    /// <summary>hello-headless: several replicas behind a service without an address of its own.</summary>
    public static HelloWorkload Headless(string name = "hello-headless", int replicas = 3) => new(name, replicas, headless: true);

    /// <summary>The Deployment object.</summary>
    public V1Deployment Deployment(HelloImageChoice image) => AppObjects.Deployment(Name, Replicas, PodSpec(image));

    /// <summary>The Service object.</summary>
    public V1Service Service()
    {
        var service = AppObjects.Service(Name, Port);
        service.Spec.Type = IsHeadless ? "ClusterIP" : "NodePort";
        service.Spec.ClusterIP = IsHeadless ? "None" : null;
        return service;
    }

    private static V1PodSpec PodSpec(HelloImageChoice image) => new()
    {
        TerminationGracePeriodSeconds = 1,
        AutomountServiceAccountToken = false,
        Containers =
        [
            new V1Container
            {
                Name = "hello",
                Image = image.Reference,
                ImagePullPolicy = "IfNotPresent",
                Ports = [new V1ContainerPort { ContainerPort = Port }],
                Resources = new V1ResourceRequirements
                {
                    Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = new("10m"), ["memory"] = new("16Mi") },
                },
                ReadinessProbe = Readiness.Http(Port),
            },
        ],
    };
}
