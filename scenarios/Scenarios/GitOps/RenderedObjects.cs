using Harness.Scenarios.Running;
using k8s;
using k8s.Models;

namespace Harness.Scenarios.GitOps;

/// <summary>Rendered manifests, read and applied as an administrator would.</summary>
internal static class RenderedObjects
{
    /// <summary>Makes every object. If any is not as generated, the scenario fails and nothing is made.</summary>
    public static async Task ApplyAsync(Scenario s, string yaml, string fresh)
    {
        var objects = KubernetesYaml.LoadAllFromString(yaml).Cast<IKubernetesObject<V1ObjectMeta>>().ToList();
        var elsewhere = objects.Where(made => made.Metadata.NamespaceProperty != fresh).Select(made => $"{made.Kind} {made.Metadata.Name}");
        s.Seen.ExpectEqual("rendered objects outside the fresh namespace", "", string.Join(", ", elsewhere), yaml);
        s.Seen.ExpectEqual(
            "rendered objects",
            "ConfigMap, Deployment, Role, RoleBinding, Service, ServiceAccount",
            string.Join(", ", objects.Select(made => made.Kind).Order(StringComparer.Ordinal)),
            yaml);
        s.Seen.Differing.ShouldBeEmpty();
        foreach (var made in objects)
            await CreateAsync(s.Session.Cluster.Admin, made, fresh, s.Stop);
    }

    /// <summary>Makes an object of a kind that is generated.</summary>
    public static Task CreateAsync(IKubernetes admin, object made, string ns, CancellationToken cancellationToken) => made switch
    {
        V1ServiceAccount account => admin.CoreV1.CreateNamespacedServiceAccountAsync(account, ns, cancellationToken: cancellationToken),
        V1Role role => admin.RbacAuthorizationV1.CreateNamespacedRoleAsync(role, ns, cancellationToken: cancellationToken),
        V1RoleBinding binding => admin.RbacAuthorizationV1.CreateNamespacedRoleBindingAsync(
            binding, ns, cancellationToken: cancellationToken),
        V1Deployment deployment => admin.AppsV1.CreateNamespacedDeploymentAsync(deployment, ns, cancellationToken: cancellationToken),
        V1Service service => admin.CoreV1.CreateNamespacedServiceAsync(service, ns, cancellationToken: cancellationToken),
        V1ConfigMap map => admin.CoreV1.CreateNamespacedConfigMapAsync(map, ns, cancellationToken: cancellationToken),
        _ => throw new InvalidOperationException($"nobody generated a {made.GetType().Name}"),
    };
}
