using Harness.Images;
using k8s.Models;

namespace Harness.Workloads;

/// <summary>
/// How every pod of Harness runs, made here and nowhere else: as Pod Security's level <c>restricted</c> demands, with a read-only root,
/// with small requests and a limit on memory, and only on nodes that can run its images.
/// </summary>
/// <remarks>
/// Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted. There is no limit on CPU: it would throttle
/// what is measured. A quota on <c>limits.cpu</c> therefore refuses these pods, and what a run says beforehand names that.
/// </remarks>
public static class RestrictedPod
{
    /// <summary>CPU that a container asks for.</summary>
    public const string Cpu = "10m";

    /// <summary>Memory that a container asks for, unless it says otherwise.</summary>
    public const string Memory = "16Mi";

    /// <summary>Memory that a container may use, unless it says otherwise.</summary>
    public const string MemoryLimit = "256Mi";

    private const int User = ImageConfig.NonRoot;

    /// <summary>A pod of containers, without a token of its own.</summary>
    public static V1PodSpec Of(params IEnumerable<V1Container> containers) => Apply(new V1PodSpec
    {
        TerminationGracePeriodSeconds = 1,
        AutomountServiceAccountToken = false,
        Containers = [.. containers],
    });

    /// <summary>The same rules for a pod that was changed since; applying them twice changes nothing.</summary>
    public static V1PodSpec Apply(V1PodSpec pod)
    {
        // A number, since the kubelet cannot tell whether a user's name means root, and makes mounted tokens readable for it.
        pod.SecurityContext = new V1PodSecurityContext
        {
            RunAsNonRoot = true,
            RunAsUser = User,
            RunAsGroup = User,
            SeccompProfile = new V1SeccompProfile { Type = "RuntimeDefault" },
        };
        pod.NodeSelector = NodesFor(pod.Containers);
        foreach (var container in pod.Containers)
        {
            container.SecurityContext = new V1SecurityContext
            {
                AllowPrivilegeEscalation = false,
                ReadOnlyRootFilesystem = true,
                Capabilities = new V1Capabilities { Drop = ["ALL"] },
            };
            container.Resources ??= Resources(Memory, MemoryLimit);
        }

        return pod;
    }

    /// <summary>What a container asks for and may use at most.</summary>
    public static V1ResourceRequirements Resources(string memory, string memoryLimit) => new()
    {
        Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = new(Cpu), ["memory"] = new(memory) },
        Limits = new Dictionary<string, ResourceQuantity> { ["memory"] = new(memoryLimit) },
    };

    /// <summary>An image built here is for this machine's processor alone; what registries have is for several, as a rule.</summary>
    private static Dictionary<string, string> NodesFor(IEnumerable<V1Container> containers)
    {
        var nodes = new Dictionary<string, string> { ["kubernetes.io/os"] = "linux" };
        if (containers.Any(container => ImageArchive.IsBuiltHere(container.Image)))
            nodes["kubernetes.io/arch"] = Platform.OfThisMachine().Architecture;
        return nodes;
    }
}
