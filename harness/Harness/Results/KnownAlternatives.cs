namespace Harness.Results;

/// <summary>Alternatives that no scenario tries: what is said of them follows from how they are built.</summary>
public static class KnownAlternatives
{
    /// <summary>Where it is said, by alternative.</summary>
    public static IReadOnlyDictionary<string, Uri> Sources { get; } = new Dictionary<string, Uri>
    {
        [AlternativeCatalogue.RbacProxy] = new("https://github.com/brancz/kube-rbac-proxy"),
        [AlternativeCatalogue.ServiceMesh] = new("https://istio.io/latest/docs/ops/best-practices/security/"),
    };

    /// <summary>What is said of them.</summary>
    public static IReadOnlyList<AlternativeTrait> Traits { get; } =
    [
        new(AlternativeCatalogue.RbacProxy, AlternativeCatalogue.WhoAuthenticates,
            "a sidecar: the API server checks the caller's token for it (TokenReview), and asks RBAC (SubjectAccessReview)"),
        new(AlternativeCatalogue.RbacProxy, AlternativeCatalogue.TellsPaths, "yes, as non-resource URLs in a ClusterRole"),
        new(AlternativeCatalogue.RbacProxy, AlternativeCatalogue.StaysOpen, "nothing, where the application listens on loopback alone"),
        new(AlternativeCatalogue.RbacProxy, AlternativeCatalogue.Memory, "one more container for each replica"),
        new(AlternativeCatalogue.RbacProxy, AlternativeCatalogue.CannotDo,
            "leave the pods unchanged; serve callers who do not reach the pods' network; keep callers' tokens away from the pods"),
        new(AlternativeCatalogue.ServiceMesh, AlternativeCatalogue.WhoAuthenticates,
            "a proxy beside each pod, by the caller's certificate (mutual TLS) or token"),
        new(AlternativeCatalogue.ServiceMesh, AlternativeCatalogue.TellsPaths,
            "yes, paths and methods, as far as the paths are normalized as the application does it"),
        new(AlternativeCatalogue.ServiceMesh, AlternativeCatalogue.StaysOpen,
            "plain text from outside the mesh, until mutual TLS is strict"),
        new(AlternativeCatalogue.ServiceMesh, AlternativeCatalogue.Memory,
            "a proxy for each replica, or for each node, and a control plane"),
        new(AlternativeCatalogue.ServiceMesh, AlternativeCatalogue.CannotDo,
            "serve callers outside the mesh without a gateway; go by RBAC of Kubernetes"),
    ];
}
