using k8s.Models;

namespace Harness.Workloads;

/// <summary>What is deployed: hello-app behind a NodePort service, or several replicas of it behind a headless one.</summary>
public sealed record HelloWorkload
{
    /// <summary>Port that the service and the pods serve HTTP on.</summary>
    public const int Port = 8080;

    /// <summary>Label that the service selects its pods by.</summary>
    private const string AppLabel = "app.kubernetes.io/name";

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
    public V1Deployment Deployment(HelloImageChoice image) => new()
    {
        Metadata = Metadata(),
        Spec = new V1DeploymentSpec
        {
            Replicas = Replicas,
            Selector = new V1LabelSelector { MatchLabels = Labels() },
            Template = new V1PodTemplateSpec { Metadata = new V1ObjectMeta { Labels = Labels() }, Spec = PodSpec(image) },
        },
    };

    /// <summary>The Service object.</summary>
    public V1Service Service() => new()
    {
        Metadata = Metadata(),
        Spec = new V1ServiceSpec
        {
            Type = IsHeadless ? "ClusterIP" : "NodePort",
            ClusterIP = IsHeadless ? "None" : null,
            Selector = Labels(),
            Ports = [new V1ServicePort { Port = Port, TargetPort = Port }],
        },
    };

    private V1ObjectMeta Metadata() => new() { Name = Name, Labels = Labels() };

    private Dictionary<string, string> Labels() => new() { [AppLabel] = Name };

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
                ReadinessProbe = new V1Probe
                {
                    HttpGet = new V1HTTPGetAction { Path = "/", Port = Port },
                    PeriodSeconds = 1,
                    TimeoutSeconds = 5,
                    FailureThreshold = 5,
                },
            },
        ],
    };
}
