namespace Harness.Rbac.Objects;

/// <summary>
/// Resources that every Kubernetes serves, with their API groups, also where there is no cluster to ask.
/// Source: https://kubernetes.io/docs/reference/kubernetes-api/
/// </summary>
internal static class KnownResources
{
    private const string OtherEvents = "events.k8s.io";

    private const string Namespaced = """
        core: bindings configmaps endpoints events limitranges persistentvolumeclaims pods podtemplates
        core: replicationcontrollers resourcequotas secrets serviceaccounts services
        apps: controllerrevisions daemonsets deployments replicasets statefulsets
        authorization.k8s.io: localsubjectaccessreviews
        autoscaling: horizontalpodautoscalers
        batch: cronjobs jobs
        coordination.k8s.io: leases
        discovery.k8s.io: endpointslices
        networking.k8s.io: ingresses networkpolicies
        policy: poddisruptionbudgets
        rbac.authorization.k8s.io: rolebindings roles
        storage.k8s.io: csistoragecapacities
        """;

    private const string ClusterWide = """
        core: componentstatuses groups namespaces nodes persistentvolumes users
        admissionregistration.k8s.io: mutatingwebhookconfigurations validatingadmissionpolicies
        admissionregistration.k8s.io: validatingadmissionpolicybindings validatingwebhookconfigurations
        apiextensions.k8s.io: customresourcedefinitions
        apiregistration.k8s.io: apiservices
        authentication.k8s.io: selfsubjectreviews tokenreviews
        authorization.k8s.io: selfsubjectaccessreviews selfsubjectrulesreviews subjectaccessreviews
        certificates.k8s.io: certificatesigningrequests
        flowcontrol.apiserver.k8s.io: flowschemas prioritylevelconfigurations
        networking.k8s.io: ingressclasses
        node.k8s.io: runtimeclasses
        policy: podsecuritypolicies
        rbac.authorization.k8s.io: clusterrolebindings clusterroles
        scheduling.k8s.io: priorityclasses
        storage.k8s.io: csidrivers csinodes storageclasses volumeattachments
        """;

    private static readonly Dictionary<string, KnownResource> ByName =
        Read(Namespaced, isNamespaced: true).Concat(Read(ClusterWide, isNamespaced: false)).ToDictionary(one => one.Name);

    /// <summary>Sub-resources that built-in resources have.</summary>
    public static IReadOnlyList<string> Subresources { get; } =
    [
        "approval", "attach", "binding", "ephemeralcontainers", "eviction", "exec", "finalize", "log", "portforward", "proxy", "resize",
        "scale", "status", "token",
    ];

    /// <summary>What a kubelet serves of its node, which it asks the authorizer about as sub-resources.</summary>
    private static readonly string[] OfNodes = ["checkpoint", "configz", "healthz", "log", "metrics", "pods", "spec", "stats"];

    /// <summary>Whether a built-in resource may have a sub-resource, as far as the names of sub-resources are known.</summary>
    public static bool HasSubresource(KnownResource resource, string subresource) => subresource == "*"
        || Subresources.Contains(subresource) || (resource.Name == "nodes" && OfNodes.Contains(subresource));

    /// <summary>Their names.</summary>
    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>Kubernetes' own API groups, as far as any of these resources is in them.</summary>
    public static IReadOnlySet<string> Groups { get; } = ByName.Values.Select(one => one.ApiGroup).Append(OtherEvents).ToHashSet();

    /// <summary>The API groups that have a resource of a name; none where it is not one of these. Events are in two.</summary>
    public static IReadOnlyList<string> GroupsOf(string name) =>
        Find(name) is not { } known ? [] : name == "events" ? [known.ApiGroup, OtherEvents] : [known.ApiGroup];

    /// <summary>
    /// What a word most likely stands for that the core group lacks; null when it has it, or nothing like it. Nobody can add to that group.
    /// </summary>
    public static string? MeantInCore(string word)
    {
        var parts = word.Split('/', 2);
        if (parts[0].Contains('*', StringComparison.Ordinal) || GroupsOf(parts[0]).Count > 0)
            return null;
        var near = Nearest.Misspelt(parts[0], Names.Where(name => GroupsOf(name).Contains("")));
        return near is null || parts.Length == 1 ? near : $"{near}/{parts[1]}";
    }

    /// <summary>The resource of a name; null when it is none of the built-in ones.</summary>
    public static KnownResource? Find(string name) => ByName.GetValueOrDefault(name);

    private static IEnumerable<KnownResource> Read(string table, bool isNamespaced) =>
        from line in table.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        let parts = line.Split(": ", 2)
        from name in parts[1].Trim().Split(' ')
        select new KnownResource(name, parts[0].Trim() == "core" ? "" : parts[0].Trim(), isNamespaced);
}

/// <summary>A resource of Kubernetes' own.</summary>
/// <param name="Name">Its name, e.g. <c>deployments</c>.</param>
/// <param name="ApiGroup">Its API group; empty for the core group.</param>
/// <param name="IsNamespaced">Whether it lives in namespaces.</param>
internal sealed record KnownResource(string Name, string ApiGroup, bool IsNamespaced);
