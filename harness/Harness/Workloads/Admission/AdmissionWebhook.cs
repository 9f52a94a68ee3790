using System.Text;
using Harness.Rbac.Objects;
using k8s.Models;

namespace Harness.Workloads.Admission;

/// <summary>
/// hello-app as a webhook that API servers ask about calls through the proxy in its own namespace: its objects.
/// </summary>
/// <remarks>
/// Source: https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/. A call through the proxy is a
/// CONNECT, whose object is its ServiceProxyOptions or PodProxyOptions, with the path.
/// </remarks>
/// <param name="Namespace">Where it runs, and whose calls it is asked about.</param>
/// <param name="Image">The image built here.</param>
/// <param name="Rules">What it decides by, as hello-app reads it; null to let every call through.</param>
internal sealed record AdmissionWebhook(string Namespace, HelloImageChoice Image, string? Rules)
{
    /// <summary>Of its Deployment, Service and Secret.</summary>
    public const string Name = "path-webhook";

    /// <summary>As refusals have it.</summary>
    public const string Id = "paths.harness.local";

    private const string Folder = "/var/run/secrets/harness/webhook";
    private const string CertificateFile = "tls.crt";
    private const string KeyFile = "tls.key";
    private const string RulesFile = "rules.json";

    /// <summary>An API server waits so long for an answer, and then refuses the call.</summary>
    private const int TimeoutSeconds = 5;

    /// <summary>The certificate that it shows and that API servers trust.</summary>
    public WebhookCertificate Certificate { get; } = WebhookCertificate.For(Namespace, Name, TimeProvider.System);

    /// <summary>Name of the object that has API servers ask it, which lives in no namespace.</summary>
    public string Configuration => $"harness-{Namespace}";

    /// <summary>Whether callers are told in a warning what path it was shown.</summary>
    public bool IsAloud { get; init; }

    /// <summary>Certificate, key and rules.</summary>
    public V1Secret Secret() => new()
    {
        Metadata = new V1ObjectMeta { Name = Name },
        StringData = new Dictionary<string, string>
        {
            [CertificateFile] = Certificate.Pem,
            [KeyFile] = Certificate.KeyPem,
            [RulesFile] = Rules ?? "",
        },
    };

    /// <summary>Its pod.</summary>
    public V1Deployment Deployment()
    {
        var deployment = HelloWorkload.Standard(Name).Deployment(Image);
        var pod = deployment.Spec.Template.Spec;
        var container = pod.Containers.Single();
        container.Env =
        [
            new V1EnvVar { Name = "TLS_CERTIFICATE", Value = $"{Folder}/{CertificateFile}" },
            new V1EnvVar { Name = "TLS_KEY", Value = $"{Folder}/{KeyFile}" },
            .. Rules is null ? [] : new[] { new V1EnvVar { Name = "ADMISSION_RULES", Value = $"{Folder}/{RulesFile}" } },
        ];
        container.ReadinessProbe = Readiness.Http(HelloWorkload.HttpsPort, "/healthz", "HTTPS");
        container.VolumeMounts = [new V1VolumeMount { Name = Name, MountPath = Folder, ReadOnlyProperty = true }];
        pod.Volumes = [new V1Volume { Name = Name, Secret = new V1SecretVolumeSource { SecretName = Name } }];
        return deployment;
    }

    /// <summary>The Service by which API servers call it.</summary>
    public static V1Service Service() => AppObjects.Service(Name, HelloWorkload.HttpsPort);

    /// <summary>Has API servers ask it before each call, and refuse the call where it does not answer.</summary>
    public V1ValidatingWebhookConfiguration Validating() => new()
    {
        ApiVersion = $"{AdmissionObject.ApiGroup}/v1",
        Kind = "ValidatingWebhookConfiguration",
        Metadata = new V1ObjectMeta { Name = Configuration },
        Webhooks =
        [
            new V1ValidatingWebhook
            {
                Name = Id,
                ClientConfig = Client(),
                Rules = [ProxiedCalls()],
                NamespaceSelector = NamespaceLabel.Selector(Namespace),
                FailurePolicy = "Fail",
                SideEffects = "None",
                AdmissionReviewVersions = ["v1"],
                TimeoutSeconds = TimeoutSeconds,
            },
        ],
    };

    /// <summary>Has API servers ask it before any policy or validating webhook: a witness that decides nothing.</summary>
    public V1MutatingWebhookConfiguration Mutating() => new()
    {
        ApiVersion = $"{AdmissionObject.ApiGroup}/v1",
        Kind = "MutatingWebhookConfiguration",
        Metadata = new V1ObjectMeta { Name = Configuration },
        Webhooks =
        [
            new V1MutatingWebhook
            {
                Name = Id,
                ClientConfig = Client(),
                Rules = [ProxiedCalls()],
                NamespaceSelector = NamespaceLabel.Selector(Namespace),
                FailurePolicy = "Fail",
                SideEffects = "None",
                AdmissionReviewVersions = ["v1"],
                TimeoutSeconds = TimeoutSeconds,
            },
        ],
    };

    private Admissionregistrationv1WebhookClientConfig Client() => new()
    {
        CaBundle = Encoding.ASCII.GetBytes(Certificate.Pem),
        Service = new Admissionregistrationv1ServiceReference
        {
            Name = Name,
            NamespaceProperty = Namespace,
            Path = IsAloud ? "/admission/aloud" : "/admission",
            Port = HelloWorkload.HttpsPort,
        },
    };

    private static V1RuleWithOperations ProxiedCalls() => new()
    {
        ApiGroups = [""],
        ApiVersions = ["v1"],
        Operations = ["CONNECT"],
        Resources = ["services/proxy", "pods/proxy"],
    };
}
