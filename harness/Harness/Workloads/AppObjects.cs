using k8s.Models;

namespace Harness.Workloads;

/// <summary>A Deployment and the Service in front of it, of one name, and tied by a label with that name.</summary>
public static class AppObjects
{
    /// <summary>The label on the pods, by which the Service selects them.</summary>
    public const string Label = "app.kubernetes.io/name";

    /// <summary>The Deployment object.</summary>
    public static V1Deployment Deployment(string name, int replicas, V1PodSpec pod) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, Labels = Labels(name) },
        Spec = new V1DeploymentSpec
        {
            Replicas = replicas,
            Selector = new V1LabelSelector { MatchLabels = Labels(name) },
            Template = new V1PodTemplateSpec { Metadata = new V1ObjectMeta { Labels = Labels(name) }, Spec = pod },
        },
    };

    /// <summary>The Service object: one port, the same as the pods'.</summary>
    public static V1Service Service(string name, int port) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, Labels = Labels(name) },
        Spec = new V1ServiceSpec
        {
            Type = "ClusterIP",
            Selector = Labels(name),
            Ports = [new V1ServicePort { Port = port, TargetPort = port }],
        },
    };

    private static Dictionary<string, string> Labels(string name) => new() { [Label] = name };
}
