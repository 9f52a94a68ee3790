using k8s.Models;

namespace Harness.Workloads;

/// <summary>A Secret with a caller's name and password, mounted as a file into its pod.</summary>
internal static class UserSecret
{
    /// <summary>Where it is mounted.</summary>
    public const string Folder = "/var/run/secrets/harness";

    /// <summary>The file's name.</summary>
    public const string Key = "user";

    private const string Volume = "user";

    /// <summary>The object; its name is the API server's choice.</summary>
    public static V1Secret Of(BasicCredentials credentials) => new()
    {
        Metadata = new V1ObjectMeta { GenerateName = "user-" },
        StringData = new Dictionary<string, string> { [Key] = credentials.UserAndPassword },
    };

    /// <summary>Mounts it into a pod's only container.</summary>
    public static void MountInto(V1Pod pod, string secret)
    {
        (pod.Spec.Volumes ??= []).Add(new V1Volume { Name = Volume, Secret = new V1SecretVolumeSource { SecretName = secret } });
        (pod.Spec.Containers[0].VolumeMounts ??= [])
            .Add(new V1VolumeMount { Name = Volume, MountPath = Folder, ReadOnlyProperty = true });
    }
}
