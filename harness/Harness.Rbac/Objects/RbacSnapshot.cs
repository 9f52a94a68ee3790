namespace Harness.Rbac.Objects;

/// <summary>RBAC as it stood at one time on a cluster, or stands in files, with what else is known beside it.</summary>
/// <param name="Origin">Where it is from, for messages: <c>cluster https://…</c>, <c>manifests/</c>.</param>
/// <param name="Roles">Roles and ClusterRoles.</param>
/// <param name="Bindings">RoleBindings and ClusterRoleBindings.</param>
public sealed record RbacSnapshot(string Origin, IReadOnlyList<RbacRole> Roles, IReadOnlyList<RbacBinding> Bindings)
{
    /// <summary>
    /// Whether the rules of aggregated ClusterRoles are as the cluster's controller wrote them. In files they are none, or what the
    /// controller is going to replace.
    /// </summary>
    public bool IsAggregated { get; init; }

    /// <summary>
    /// The Kubernetes that files are meant for, whose own roles and bindings are there without being in them; null for a cluster's RBAC,
    /// which has them in it.
    /// </summary>
    public Version? KubernetesVersion { get; init; }

    /// <summary>
    /// Major and minor version of the API server, by which it restores its own roles and bindings; null for files, and where it is not
    /// known.
    /// </summary>
    public Version? ServerVersion { get; init; }

    /// <summary>Services; null when they are not known (a manifest without any says nothing about the cluster's).</summary>
    public IReadOnlyList<KnownService>? Services { get; init; }

    /// <summary>Service accounts; null when they are not known.</summary>
    public IReadOnlyList<RbacSubject>? ServiceAccounts { get; init; }

    /// <summary>Admission, which may refuse what RBAC allows; null when nobody looked at it.</summary>
    public KnownAdmission? Admission { get; init; }

    /// <summary>
    /// What has to be said of files that were read: which were left out, which are no Kubernetes objects, and what an API server drops.
    /// </summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Why files do not say what will be in force, where they do not; nothing is decided by them then.</summary>
    public IReadOnlyList<string> NotDecided { get; init; } = [];

    /// <summary>Objects that were there and are none of RBAC's, by kind: passed over, and counted.</summary>
    public IReadOnlyDictionary<string, int> PassedOver { get; init; } = new Dictionary<string, int>();
}

/// <summary>A Service, as far as the proxy knows it.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Ports">Its ports.</param>
public sealed record KnownService(string Namespace, string Name, IReadOnlyList<KnownPort> Ports);

/// <summary>A port of a Service.</summary>
/// <param name="Number">Number.</param>
/// <param name="Name">Name; null when it has none.</param>
public sealed record KnownPort(int Number, string? Name);
