using System.Globalization;
using k8s;
using k8s.Models;

namespace Harness.Workloads;

/// <summary>nginx with an htpasswd file in front of hello-app: its objects.</summary>
/// <param name="Image">nginx's image.</param>
/// <param name="Application">Host and port of the application behind it.</param>
public sealed record NginxProxy(string Image, string Application)
{
    /// <summary>Port of the proxy; above 1024, so that it needs no privileges.</summary>
    public const int Port = 8000;

    /// <summary>Name of the container.</summary>
    public const string Container = "nginx";

    private const string ConfigFolder = "/etc/proxy";
    private const string PasswordFolder = "/etc/passwords";
    private const string PasswordFile = "htpasswd";

    /// <summary>Whether it asks for a password; otherwise it lets everybody through.</summary>
    public bool AsksForPassword { get; init; } = true;

    /// <summary>The Secret with the password file.</summary>
    public static V1Secret Passwords(string name, IEnumerable<(BasicCredentials Credentials, int Cost)> users) => new()
    {
        Metadata = new V1ObjectMeta { Name = name },
        StringData = new Dictionary<string, string>
        {
            [PasswordFile] = string.Concat(users.Select(user => user.Credentials.HtpasswdLine(user.Cost) + "\n")),
        },
    };

    /// <summary>The ConfigMap with nginx's configuration. One worker: the least that nginx can cost.</summary>
    public V1ConfigMap Configuration(string name) => new()
    {
        Metadata = new V1ObjectMeta { Name = name },
        Data = new Dictionary<string, string>
        {
            ["nginx.conf"] = string.Create(CultureInfo.InvariantCulture, $$"""
                daemon off;
                worker_processes 1;
                pid /tmp/nginx.pid;
                error_log stderr;
                events {}
                http {
                    access_log off;
                    client_body_temp_path /tmp/body;
                    proxy_temp_path /tmp/proxy;
                    fastcgi_temp_path /tmp/fastcgi;
                    uwsgi_temp_path /tmp/uwsgi;
                    scgi_temp_path /tmp/scgi;
                    upstream application {
                        server {{Application}};
                        keepalive 16;
                    }
                    server {
                        listen {{Port}};
                        {{Authentication}}
                        location / {
                            proxy_pass http://application;
                            proxy_http_version 1.1;
                            proxy_set_header Connection "";
                            proxy_set_header Host $http_host;
                            proxy_set_header Authorization "";
                        }
                    }
                }
                """),
        },
    };

    /// <summary>A Deployment of nginx alone. Objects of the same name hold the configuration and the passwords.</summary>
    public V1Deployment StandAlone(string name)
    {
        var pod = RestrictedPod.Of(Nginx());
        pod.Volumes = Volumes(name);
        return AppObjects.Deployment(name, replicas: 1, pod);
    }

    /// <summary>hello-app's Deployment with nginx beside it in each pod, and hello-app listening only on the pod's loopback.</summary>
    public V1Deployment Sidecar(string name, HelloImageChoice hello, int replicas)
    {
        var deployment = HelloWorkload.Standard(name).Deployment(hello);
        deployment.Spec.Replicas = replicas;
        var pod = deployment.Spec.Template.Spec;
        var application = pod.Containers.Single();
        application.Env =
            [new V1EnvVar { Name = "LISTEN_ADDRESS", Value = "127.0.0.1" }, new V1EnvVar { Name = "HTTPS_PORT", Value = "off" }];
        application.ReadinessProbe = null; // the kubelet can no longer reach it
        application.StartupProbe = Readiness.Exec("/hello-app", "call", "--url", $"http://{Application}/healthz");
        pod.Containers.Add(Nginx());
        pod.Volumes = Volumes(name);
        RestrictedPod.Apply(pod);
        return deployment;
    }

    /// <summary>The Service that leads to nginx.</summary>
    public static V1Service Service(string name) => AppObjects.Service(name, Port);

    /// <summary>Makes what nginx's pods mount: the configuration, and the passwords.</summary>
    /// <param name="admin">Client of an administrator.</param>
    /// <param name="ns">Where.</param>
    /// <param name="name">Name of both objects, and of the Deployment.</param>
    /// <param name="users">Who is let in, each with the bcrypt cost of the password.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public async Task PrepareAsync(
        IKubernetes admin, string ns, string name, IEnumerable<(BasicCredentials Credentials, int Cost)> users,
        CancellationToken cancellationToken)
    {
        await admin.CoreV1.CreateNamespacedConfigMapAsync(Configuration(name), ns, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        await admin.CoreV1.CreateNamespacedSecretAsync(Passwords(name, users), ns, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
    }

    private string Authentication => AsksForPassword
        ? $"""auth_basic "hello-app"; auth_basic_user_file {PasswordFolder}/{PasswordFile};"""
        : "auth_basic off;";

    private V1Container Nginx() => new()
    {
        Name = Container,
        Image = Image,
        ImagePullPolicy = "IfNotPresent",
        Command = ["nginx", "-e", "stderr", "-c", $"{ConfigFolder}/nginx.conf"],
        Ports = [new V1ContainerPort { ContainerPort = Port }],
        ReadinessProbe = Readiness.Tcp(Port),
        VolumeMounts =
        [
            new V1VolumeMount { Name = "config", MountPath = ConfigFolder, ReadOnlyProperty = true },
            new V1VolumeMount { Name = "passwords", MountPath = PasswordFolder, ReadOnlyProperty = true },
            new V1VolumeMount { Name = "tmp", MountPath = "/tmp" },
        ],
    };

    private static List<V1Volume> Volumes(string name) =>
    [
        new V1Volume { Name = "config", ConfigMap = new V1ConfigMapVolumeSource { Name = name } },
        new V1Volume { Name = "passwords", Secret = new V1SecretVolumeSource { SecretName = name } },
        new V1Volume { Name = "tmp", EmptyDir = new V1EmptyDirVolumeSource() },
    ];
}
