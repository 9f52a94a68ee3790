using k8s.Models;

namespace Harness.Tests.Support;

/// <summary>
/// Pod Security's level <c>restricted</c>, the rules of <c>baseline</c> included, and what this project demands besides.
/// Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/
/// </summary>
internal static class RestrictedRules
{
    private static readonly string[] Seccomp = ["RuntimeDefault", "Localhost"];

    /// <summary>What a pod breaks, each in a few words; empty where it keeps all rules.</summary>
    public static IReadOnlyList<string> BrokenBy(V1PodSpec pod) =>
    [
        .. Pod(pod).Where(rule => !rule.Holds).Select(rule => rule.What),
        .. from container in (pod.InitContainers ?? []).Concat(pod.Containers)
           from rule in Container(pod.SecurityContext, container)
           where !rule.Holds
           select $"{container.Name}: {rule.What}",
    ];

    private static IEnumerable<(string What, bool Holds)> Pod(V1PodSpec pod)
    {
        yield return ("a namespace of the host", pod is not { HostNetwork: true } and not { HostPID: true } and not { HostIPC: true });
        yield return ("HostProcess", pod.SecurityContext?.WindowsOptions?.HostProcess is not true);
        yield return ("sysctls", pod.SecurityContext?.Sysctls is null or []);
        yield return ("SELinux options", pod.SecurityContext?.SeLinuxOptions is null);
        yield return ("an AppArmor profile", pod.SecurityContext?.AppArmorProfile is null);
        yield return ("ephemeral containers", pod.EphemeralContainers is null or []);
        yield return ("another kind of volume", (pod.Volumes ?? []).All(IsAllowed));
        yield return ("no selector of the operating system", pod.NodeSelector is { } nodes
            && nodes.TryGetValue("kubernetes.io/os", out var system) && system == "linux");
    }

    private static bool IsAllowed(V1Volume volume) => (volume.ConfigMap ?? volume.Csi ?? volume.DownwardAPI ?? volume.EmptyDir
        ?? volume.Ephemeral ?? volume.PersistentVolumeClaim ?? volume.Projected ?? (object?)volume.Secret) is not null;

    private static IEnumerable<(string What, bool Holds)> Container(V1PodSecurityContext? pod, V1Container container)
    {
        var own = container.SecurityContext;
        yield return ("privileged", own?.Privileged is not true);
        yield return ("allowPrivilegeEscalation", own?.AllowPrivilegeEscalation is false);
        yield return ("capabilities not dropped", own?.Capabilities?.Drop?.Contains("ALL") is true);
        yield return ("capabilities added", (own?.Capabilities?.Add ?? []).All(added => added == "NET_BIND_SERVICE"));
        yield return ("runAsNonRoot", (own?.RunAsNonRoot ?? pod?.RunAsNonRoot) is true);
        yield return ("no user by number, or root", (own?.RunAsUser ?? pod?.RunAsUser) > 0);
        yield return ("seccompProfile", Seccomp.Contains((own?.SeccompProfile ?? pod?.SeccompProfile)?.Type));
        yield return ("procMount", own?.ProcMount is null or "Default");
        yield return ("SELinux options", own?.SeLinuxOptions is null);
        yield return ("an AppArmor profile", own?.AppArmorProfile is null);
        yield return ("a port of the host", (container.Ports ?? []).All(port => port.HostPort is null or 0));
        yield return ("a host in a probe or a hook", Hosts(container).All(string.IsNullOrEmpty));
        yield return ("a writable root", own?.ReadOnlyRootFilesystem is true);
        yield return ("no requests", Has(container.Resources?.Requests, "cpu") && Has(container.Resources?.Requests, "memory"));
        yield return ("no limit on memory", Has(container.Resources?.Limits, "memory"));
    }

    private static bool Has(IDictionary<string, ResourceQuantity>? resources, string name) => resources?.ContainsKey(name) is true;

    private static IEnumerable<string?> Hosts(V1Container container) =>
    [
        .. new[] { container.LivenessProbe, container.ReadinessProbe, container.StartupProbe }
            .SelectMany(probe => new[] { probe?.HttpGet?.Host, probe?.TcpSocket?.Host }),
        .. new[] { container.Lifecycle?.PostStart, container.Lifecycle?.PreStop }
            .SelectMany(hook => new[] { hook?.HttpGet?.Host, hook?.TcpSocket?.Host }),
    ];
}
