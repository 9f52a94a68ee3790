using Harness.Rbac.Analysis;
using Harness.Rbac.Objects;

namespace Harness.Tests.Rbac.Findings;

internal sealed class KubernetesOwnTests
{
    // Bindings that a cluster has at birth, and the same with one thing changed by somebody.
    [TestCase("cluster-admin", "cluster-admin", "Group", null, "system:masters", true)]
    [TestCase("system:kube-controller-manager", "system:kube-controller-manager", "User", null, "system:kube-controller-manager", true)]
    [TestCase("system:node-proxier", "system:node-proxier", "User", null, "system:kube-proxy", true)]
    [TestCase("system:monitoring", "system:monitoring", "Group", null, "system:monitoring", true)]
    [TestCase("system:controller:endpoint-controller", "system:controller:endpoint-controller", "ServiceAccount", "kube-system",
        "endpoint-controller", true)]
    [TestCase("system:controller:endpoint-controller", "system:controller:endpoint-controller", "ServiceAccount", "shop",
        "endpoint-controller", false)]
    [TestCase("helper", "system:controller:endpoint-controller", "ServiceAccount", "kube-system", "helper", false)]
    [TestCase("system:helper", "cluster-admin", "ServiceAccount", "kube-system", "helper", false)]
    [TestCase("cluster-admin", "cluster-admin", "User", null, "system:kube-proxy", false)]
    [TestCase("system:discovery", "system:discovery", "Group", null, "system:authenticated", false)]
    [TestCase("system:public-info-viewer", "system:public-info-viewer", "Group", null, "system:unauthenticated", false)]
    [TestCase("system:public-info-viewer", "system:public-info-viewer", "User", null, "system:anonymous", false)]
    [TestCase("system:node", "system:node", "Group", null, "system:serviceaccounts", false)]
    [TestCase("system:node", "system:node", "User", null, "jane", false)]
    public void Only_its_own_components_by_its_own_roles_are_passed_over(
        string name, string role, string kind, string? ns, string subject, bool isOwn)
    {
        var binding = new RbacBinding(null, name, "ClusterRole", role, []);

        KubernetesOwn.Gives(binding, new RbacSubject(Enum.Parse<RbacSubjectKind>(kind), subject, ns)).ShouldBe(isOwn);
    }

    [TestCase(null, "edit", true)]
    [TestCase(null, "cluster-admin", true)]
    [TestCase(null, "system:aggregate-to-edit", true)]
    [TestCase(null, "editor", false)]
    [TestCase("shop", "edit", false)]
    [TestCase("shop", "system:mine", false)]
    public void Default_roles_are_cluster_roles_of_its_names(string? ns, string name, bool isDefault) =>
        KubernetesOwn.IsDefault(new RbacRole(ns, name, [])).ShouldBe(isDefault);
}
