using System.Globalization;
using Harness.Load.Engine;
using k8s.Models;

namespace Harness.Workloads.Agents;

/// <summary>The objects that agents are made of.</summary>
/// <param name="fleet">Which agents.</param>
/// <param name="image">The image built here.</param>
internal sealed class AgentObjects(AgentFleet fleet, HelloImageChoice image)
{
    /// <summary>Name of the Job and of the Secret, and value of the label on the pods.</summary>
    public const string Name = "load-agent";

    /// <summary>Port that an agent takes orders on.</summary>
    public const int Port = 8081;

    /// <summary>Where the consumer's token and the cluster's authorities are.</summary>
    public const string Identity = "/var/run/secrets/harness/identity";

    /// <summary>An agent's number, as Indexed Jobs have it; on plain pods by our own hand.</summary>
    public const string IndexAnnotation = "batch.kubernetes.io/job-completion-index";

    /// <summary>No profile takes so long: agents of a run that was killed must not wait for ever, with a token that is renewed.</summary>
    private const int LongestSeconds = 2 * 60 * 60;

    /// <summary>Finds the pods.</summary>
    public const string Selector = $"{AppObjects.Label}={Name}";

    /// <summary>Where the key, the targets and the body are.</summary>
    public const string Configuration = "/var/run/secrets/harness/agent";

    /// <summary>The body's name there.</summary>
    public const string Body = "body";

    private const string Key = "key";
    private const string Targets = "targets";
    private const string AuthorityMap = "kube-root-ca.crt";

    /// <summary>Agents that are lost in a run are replaced so often; a Job that loses more has a cause that lasts.</summary>
    private const int MostReplacements = 100;

    private static Dictionary<string, string> Labels => new() { [AppObjects.Label] = Name };

    /// <summary>What the agents are started with: the run's key, what they may load, and what they send.</summary>
    public V1Secret Secret(string key) => new()
    {
        Metadata = new V1ObjectMeta { Name = Name, Labels = Labels },
        StringData = new Dictionary<string, string> { [Key] = key, [Targets] = AgentTargets.ToJson(fleet.Targets) },
        Data = new Dictionary<string, byte[]> { [Body] = fleet.Body.ToArray() },
    };

    /// <summary>All agents as one Indexed Job.</summary>
    public V1Job Job() => new()
    {
        Metadata = new V1ObjectMeta { Name = Name, Labels = Labels },
        Spec = new V1JobSpec
        {
            CompletionMode = "Indexed",
            Completions = fleet.Count,
            Parallelism = fleet.Count,
            BackoffLimit = MostReplacements,
            ActiveDeadlineSeconds = LongestSeconds,
            Template = new V1PodTemplateSpec { Metadata = new V1ObjectMeta { Labels = Labels }, Spec = PodSpec() },
        },
    };

    /// <summary>One agent as a pod of its own.</summary>
    public V1Pod Pod(int index) => new()
    {
        Metadata = new V1ObjectMeta
        {
            GenerateName = string.Create(CultureInfo.InvariantCulture, $"{Name}-{index}-"),
            Labels = Labels,
            Annotations = new Dictionary<string, string> { [IndexAnnotation] = index.ToString(CultureInfo.InvariantCulture) },
        },
        Spec = PodSpec(),
    };

    /// <summary>The number of an agent's pod; null for another pod.</summary>
    public static int? IndexOf(V1Pod pod) =>
        pod.Metadata.Annotations?.TryGetValue(IndexAnnotation, out var text) == true
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;

    /// <summary>How an agent's pod is asked for.</summary>
    public V1PodSpec PodSpec()
    {
        var spec = RestrictedPod.Of(Container());
        spec.RestartPolicy = "Never";
        spec.ActiveDeadlineSeconds = LongestSeconds;
        spec.ServiceAccountName = fleet.Consumer.Name;
        spec.Volumes = [IdentityVolume(), new V1Volume { Name = Key, Secret = new V1SecretVolumeSource { SecretName = Name } }];
        spec.TopologySpreadConstraints =
        [
            new V1TopologySpreadConstraint
            {
                MaxSkew = 1,
                TopologyKey = "kubernetes.io/hostname",
                WhenUnsatisfiable = "ScheduleAnyway",
                LabelSelector = new V1LabelSelector { MatchLabels = Labels },
            },
        ];
        return spec;
    }

    private V1Container Container() => new()
    {
        Name = "agent",
        Image = image.Reference,
        ImagePullPolicy = "IfNotPresent",
        Args =
        [
            "agent", "--port", Port.ToString(CultureInfo.InvariantCulture),
            "--key-file", $"{Configuration}/{Key}", "--targets-file", $"{Configuration}/{Targets}",
        ],
        Ports = [new V1ContainerPort { ContainerPort = Port }],
        ReadinessProbe = new V1Probe
        {
            HttpGet = new V1HTTPGetAction { Path = AgentPaths.Health, Port = Port },
            PeriodSeconds = 1,
            // Under load a probe may be late; that an agent is lost is found out by asking for its report.
            FailureThreshold = 30,
        },
        VolumeMounts =
        [
            new V1VolumeMount { Name = "identity", MountPath = Identity, ReadOnlyProperty = true },
            new V1VolumeMount { Name = Key, MountPath = Configuration, ReadOnlyProperty = true },
        ],
    };

    /// <summary>Its own, not the one that is mounted by default: that one lives as long as its pod up to Kubernetes 1.20.</summary>
    private V1Volume IdentityVolume() => new()
    {
        Name = "identity",
        Projected = new V1ProjectedVolumeSource
        {
            Sources =
            [
                new V1VolumeProjection
                {
                    ServiceAccountToken = new V1ServiceAccountTokenProjection { Path = "token", ExpirationSeconds = fleet.TokenSeconds },
                },
                new V1VolumeProjection
                {
                    ConfigMap = new V1ConfigMapProjection
                    {
                        Name = AuthorityMap,
                        Items = [new V1KeyToPath { Key = "ca.crt", Path = "ca.crt" }],
                    },
                },
            ],
        },
    };
}
