using Harness.Rbac.Loading;
using Harness.Tests.Images;

namespace Harness.Tests.Rbac.Loading;

/// <summary>Objects by which a controller brings what no file has.</summary>
internal sealed class DeliveriesTests
{
    [TestCase("kustomize.toolkit.fluxcd.io/v1", "Kustomization")]
    [TestCase("helm.toolkit.fluxcd.io/v2", "HelmRelease")]
    [TestCase("argoproj.io/v1alpha1", "Application")]
    [TestCase("argoproj.io/v1alpha1", "ApplicationSet")]
    [TestCase("helm.cattle.io/v1", "HelmChart")]
    [TestCase("helm.cattle.io/v1", "HelmChartConfig")]
    [TestCase("fleet.cattle.io/v1alpha1", "GitRepo")]
    [TestCase("operators.coreos.com/v1alpha1", "Subscription")]
    [TestCase("helm.fluxcd.io/v1", "HelmRelease")]
    [TestCase("flux.weave.works/v1beta1", "HelmRelease")]
    [TestCase("fluxcd.controlplane.io/v1", "ResourceSet")]
    [TestCase("fluxcd.controlplane.io/v1", "FluxInstance")]
    [TestCase("operators.coreos.com/v1alpha1", "InstallPlan")]
    [TestCase("olm.operatorframework.io/v1", "ClusterExtension")]
    [TestCase("rbacmanager.reactiveops.io/v1beta1", "RBACDefinition")]
    [TestCase("management.cattle.io/v3", "ProjectRoleTemplateBinding")]
    [TestCase("management.cattle.io/v3", "ClusterRoleTemplateBinding")]
    [TestCase("management.cattle.io/v3", "RoleTemplate")]
    [TestCase("configsync.gke.io/v1beta1", "RootSync")]
    [TestCase("configsync.gke.io/v1beta1", "RepoSync")]
    [TestCase("configmanagement.gke.io/v1", "ConfigManagement")]
    [TestCase("kubernetes.crossplane.io/v1alpha2", "Object")]
    [TestCase("helm.crossplane.io/v1beta1", "Release")]
    [TestCase("pkg.crossplane.io/v1", "Provider")]
    [TestCase("work.open-cluster-management.io/v1", "ManifestWork")]
    [TestCase("apps.open-cluster-management.io/v1", "Subscription")]
    [TestCase("policy.open-cluster-management.io/v1", "Policy")]
    [TestCase("helm.k0sproject.io/v1beta1", "Chart")]
    [TestCase("k3s.cattle.io/v1", "Addon")]
    [TestCase("addons.cluster.x-k8s.io/v1beta1", "ClusterResourceSet")]
    [TestCase("capsule.clastix.io/v1beta2", "Tenant")]
    public void What_they_bring_is_undecided(string apiVersion, string kind)
    {
        var one = $"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: a}}\nspec: {{path: ./a}}";
        foreach (var text in new[]
        {
            one,
            $"apiVersion: v1\nkind: List\nitems: [{{apiVersion: {apiVersion}, kind: {kind}, metadata: {{name: a}}}}]",
            $"apiVersion: {apiVersion}\nkind: {kind}List\nitems: [{{metadata: {{name: a}}}}]",
        })
        {
            var snapshot = ManifestText.Read($"{ManifestText.Role}\n---\n{text}\n");

            snapshot.NotDecided.ShouldHaveSingleItem().ShouldStartWith(
                "what a controller brings by these objects is not known, as it is not in the files: 1: -:");
            snapshot.NotDecided[0].ShouldContain($"({kind}");
        }
    }

    [TestCase("argoproj.io/v1alpha1", "Application", "destination: {server: 'https://edge.example.com'}", true)]
    [TestCase("argoproj.io/v1alpha1", "Application", "destination: {name: edge}", false, Description = "a name may be any cluster's")]
    [TestCase("argoproj.io/v1alpha1", "Application", "destination: {name: edge, server: 'https://edge.example.com'}", false)]
    [TestCase("argoproj.io/v1alpha1", "Application", "destination: {server: 'https://10.43.0.1'}", false)]
    [TestCase("argoproj.io/v1alpha1", "Application", "destination: {server: edge}", false)]
    [TestCase("argoproj.io/v1alpha1", "ApplicationSet", "template: {spec: {destination: {server: 'https://edge.example.com'}}}", true)]
    [TestCase("argoproj.io/v1alpha1", "ApplicationSet",
        "generators: [{matrix: {generators: [{list: {template: {}}}]}}], "
            + "template: {spec: {destination: {server: 'https://edge.example.com'}}}",
        false)]
    [TestCase("argoproj.io/v1alpha1", "ApplicationSet",
        "templatePatch: 'spec: {}', template: {spec: {destination: {server: 'https://edge.example.com'}}}", false)]
    [TestCase("argoproj.io/v1alpha1", "Application", "destination: {server: 'https://kubernetes.default.svc'}", false)]
    [TestCase("argoproj.io/v1alpha1", "Application", "destination: {name: in-cluster}", false)]
    [TestCase("argoproj.io/v1alpha1", "ApplicationSet", "template: {spec: {destination: {name: edge}}}", false)]
    [TestCase("argoproj.io/v1alpha1", "ApplicationSet", "template: {spec: {destination: {name: '{{name}}'}}}", false)]
    [TestCase("helm.toolkit.fluxcd.io/v2", "HelmRelease", "kubeConfig: {secretRef: {name: edge}}", true)]
    [TestCase("helm.toolkit.fluxcd.io/v2", "HelmRelease", "kubeConfig: {}", false)]
    [TestCase("helm.cattle.io/v1", "HelmChart", "kubeConfig: {secretRef: {name: edge}}", false)]
    public void What_is_for_another_cluster_is_only_noted(string apiVersion, string kind, string spec, bool isElsewhere)
    {
        var snapshot = ManifestText.Read($"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: a}}\nspec: {{{spec}}}\n");

        snapshot.NotDecided.Count.ShouldBe(isElsewhere ? 0 : 1);
        snapshot.Notes.Count.ShouldBe(isElsewhere ? 1 : 0);
    }

    [TestCase("kyverno.io/v1", "ClusterPolicy", "rules: [{generate: {kind: RoleBinding}}]", true)]
    [TestCase("kyverno.io/v1", "Policy", "rules: [{name: a}, {generate: {kind: RoleBinding}}]", true)]
    [TestCase("kyverno.io/v1", "ClusterPolicy", "rules: [{validate: {message: generate}}]", false)]
    public void A_policy_brings_something_where_it_generates(string apiVersion, string kind, string spec, bool isDelivery) => ManifestText
        .Read($"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: a}}\nspec: {{{spec}}}\n")
        .NotDecided.Count.ShouldBe(isDelivery ? 1 : 0);

    [TestCase("apiVersion: messaging.knative.dev/v1\nkind: Subscription\nmetadata: {name: a}")]
    [TestCase("apiVersion: argoproj.io/v1alpha1\nkind: AppProject\nmetadata: {name: a}")]
    public void Other_objects_bring_nothing(string text) => ManifestText.Read(text).NotDecided.ShouldBeEmpty();

    [Test]
    public void The_folder_itself_does_not_hide_them()
    {
        using var folder = new Scratch();
        folder.Write("role.yaml", ManifestText.Role);
        folder.Write("release.yaml", "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: a}\n");
        folder.Write(".harnessignore", "release.yaml");

        new ManifestSnapshot().Read(folder.Root, CancellationToken.None).NotDecided.ShouldHaveSingleItem()
            .ShouldStartWith("what is left out by ");
        new ManifestSnapshot { Exclude = ["release.yaml"] }.Read(folder.Root, CancellationToken.None).NotDecided.ShouldBeEmpty();
    }
}
