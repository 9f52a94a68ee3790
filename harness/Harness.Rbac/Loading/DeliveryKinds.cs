using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>The kinds of objects by which a controller brings more of them, or makes roles and bindings of its own.</summary>
internal static class DeliveryKinds
{
    private const string Kyverno = "kyverno.io";

    private static readonly Dictionary<string, string[]> Kinds = new(StringComparer.Ordinal)
    {
        // Flux, its older versions, its operator
        ["kustomize.toolkit.fluxcd.io"] = ["Kustomization"],
        ["helm.toolkit.fluxcd.io"] = ["HelmRelease"],
        ["helm.fluxcd.io"] = ["HelmRelease"],
        ["flux.weave.works"] = ["HelmRelease", "FluxHelmRelease"],
        ["fluxcd.controlplane.io"] = ["ResourceSet", "FluxInstance"],
        // other tools that apply charts and repositories
        ["argoproj.io"] = ["Application", "ApplicationSet"],
        ["helm.cattle.io"] = ["HelmChart", "HelmChartConfig"],
        ["k3s.cattle.io"] = ["Addon"],
        ["helm.k0sproject.io"] = ["Chart"],
        ["fleet.cattle.io"] = ["GitRepo", "Bundle", "HelmOp"],
        ["configsync.gke.io"] = ["RootSync", "RepoSync"],
        ["configmanagement.gke.io"] = ["ConfigManagement"],
        ["kappctrl.k14s.io"] = ["App"],
        ["packaging.carvel.dev"] = ["PackageInstall"],
        // operators and packages
        ["operators.coreos.com"] = ["Subscription", "ClusterServiceVersion", "InstallPlan"],
        ["olm.operatorframework.io"] = ["ClusterExtension"],
        ["pkg.crossplane.io"] = ["Provider", "Configuration", "Function"],
        ["kubernetes.crossplane.io"] = ["Object"],
        ["kubernetes.m.crossplane.io"] = ["Object"],
        ["helm.crossplane.io"] = ["Release"],
        ["helm.m.crossplane.io"] = ["Release"],
        // fleets of clusters
        ["work.open-cluster-management.io"] = ["ManifestWork", "ManifestWorkReplicaSet"],
        ["apps.open-cluster-management.io"] = ["Subscription"],
        ["policy.open-cluster-management.io"] = ["Policy", "ConfigurationPolicy", "OperatorPolicy"],
        ["addons.cluster.x-k8s.io"] = ["ClusterResourceSet", "HelmChartProxy", "HelmReleaseProxy"],
        // what makes roles and bindings out of its own terms
        ["rbacmanager.reactiveops.io"] = ["RBACDefinition"],
        ["management.cattle.io"] =
            ["ProjectRoleTemplateBinding", "ClusterRoleTemplateBinding", "RoleTemplate", "GlobalRole", "GlobalRoleBinding"],
        ["capsule.clastix.io"] = ["Tenant", "TenantResource", "GlobalTenantResource"],
        ["hnc.x-k8s.io"] = ["HierarchyConfiguration", "SubnamespaceAnchor"],
        ["policies.kyverno.io"] = ["GeneratingPolicy", "NamespacedGeneratingPolicy"],
        [Kyverno] = ["ClusterPolicy", "Policy"],
    };

    /// <summary>The API groups that have such kinds.</summary>
    public static IEnumerable<string> Groups => Kinds.Keys;

    /// <summary>Whether an object is one by its kind, or a list of them.</summary>
    public static bool Has(string apiVersion, string kind) =>
        Kinds.TryGetValue(apiVersion.Split('/')[0], out var kinds) && kinds.Contains(ManifestTypes.Single(kind));

    /// <summary>Whether one brings something: Kyverno's policies mostly only check what others bring.</summary>
    public static bool Brings(ObjectReader one) => one.ApiVersion.Split('/')[0] != Kyverno
        || ((one.Map.Find("spec") as YamlMap)?.Find("rules") is YamlList rules
            && rules.Items.Any(rule => rule is YamlMap map && map.Find("generate") is not null));
}
