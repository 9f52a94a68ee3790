using Harness.Images;
using Harness.Proxying;
using Harness.Scenarios.Running;
using Harness.Waiting;
using Harness.Workloads;
using k8s;
using k8s.Models;

namespace Harness.Scenarios.Federation;

/// <summary>
/// A namespace as its team runs it: hello-app, and a Prometheus that scrapes it and is reachable only inside the cluster.
/// </summary>
/// <param name="Service">The Prometheus' service.</param>
internal sealed record NamespacePrometheus(V1Service Service)
{
    private const string Name = "prometheus";
    private const int Port = 9090;
    private const string DataFolder = "/data";
    private const string ConfigurationFolder = "/etc/harness";
    private static readonly TimeSpan FirstScrape = TimeSpan.FromSeconds(90);

    /// <summary>The Prometheus behind the API server's proxy, by the spelling that the grant names.</summary>
    public ServiceProxyUrl Url { get; } = ServiceProxyUrl.For(Service.Metadata.NamespaceProperty, Name).WithPort(Port);

    /// <summary>Deploys both and waits until Prometheus has scraped hello-app.</summary>
    public static async Task<NamespacePrometheus> DeployAsync(Scenario s, string ns)
    {
        var image = await s.ImageAsync(ThirdPartyImages.Prometheus);
        var configuration = new V1ConfigMap
        {
            Metadata = new V1ObjectMeta { Name = Name },
            Data = new Dictionary<string, string> { [PrometheusFiles.Configuration] = PrometheusFiles.OfNamespace(ns) },
        };
        await s.Session.Cluster.Admin.CoreV1.CreateNamespacedConfigMapAsync(configuration, ns, cancellationToken: s.Stop);
        var prometheus = s.DeployAsync(
            ThirdPartyImages.Prometheus, AppObjects.Deployment(Name, replicas: 1, Pod(image)), AppObjects.Service(Name, Port), ns);
        await Task.WhenAll(prometheus, s.HelloAppAsync(ns: ns));
        var made = new NamespacePrometheus((await prometheus).Service);
        await made.HasScrapedAsync(s);
        return made;
    }

    private Task<bool> HasScrapedAsync(Scenario s)
    {
        var query = Url.WithPath("api/v1/query").WithQuery("query", "hello_requests_total");
        return new Condition($"the Prometheus of {Url.Namespace} has scraped hello-app", FirstScrape).WaitAsync(
            async ct =>
            {
                using var reader = new StreamReader(await s.Session.Cluster.Admin.CoreV1.ConnectGetNamespacedServiceProxyWithPathAsync(
                    Url.ResourceName, Url.Namespace, $"{query.Path.TrimStart('/')}?{query.Query}", cancellationToken: ct));
                var answer = await reader.ReadToEndAsync(ct);
                return answer.Contains("\"__name__\"", StringComparison.Ordinal) ? Seen.Met(true) : Seen.NotYet<bool>(answer);
            },
            s.Stop);
    }

    /// <summary>The pod; it writes to its data folder alone.</summary>
    internal static V1PodSpec Pod(string image)
    {
        var pod = RestrictedPod.Of(new V1Container
        {
            Name = Name,
            Image = image,
            ImagePullPolicy = "IfNotPresent",
            Args = [.. CentralPrometheus.Arguments(ConfigurationFolder, DataFolder, $":{Port}")],
            Ports = [new V1ContainerPort { ContainerPort = Port }],
            Resources = RestrictedPod.Resources("64Mi", "512Mi"),
            ReadinessProbe = Readiness.Http(Port, "/-/ready"),
            VolumeMounts =
            [
                new V1VolumeMount { Name = "configuration", MountPath = ConfigurationFolder },
                new V1VolumeMount { Name = "data", MountPath = DataFolder },
            ],
        });
        pod.Volumes =
        [
            new V1Volume { Name = "configuration", ConfigMap = new V1ConfigMapVolumeSource { Name = Name } },
            new V1Volume { Name = "data", EmptyDir = new V1EmptyDirVolumeSource() },
        ];
        return pod;
    }
}
