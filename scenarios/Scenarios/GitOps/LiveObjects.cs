using Harness.Access;
using Harness.Scenarios.Running;
using Harness.Workloads;
using k8s;
using k8s.Models;

namespace Harness.Scenarios.GitOps;

/// <summary>Compares what the cluster stored from the applied manifests with what it stored from the API calls.</summary>
internal static class LiveObjects
{
    /// <summary>Observes the fields that decide access, and what is deployed.</summary>
    /// <returns>Whether all of it is the same.</returns>
    public static async Task<bool> AreTheSameAsync(Scenario s, Grant grant, DeployedHello byCalls, string fresh)
    {
        var (made, applied) = (await ReadAsync(byCalls.Namespace), await ReadAsync(fresh));
        foreach (var ((subject, expected), (_, observed)) in made.Zip(applied))
        {
            var isSame = expected == observed;
            s.Seen.Expect($"{subject} as applied", "as made by API calls", isSame ? "as made by API calls" : observed, isSame, expected);
        }

        return made.SequenceEqual(applied);

        async Task<(string Subject, string Json)[]> ReadAsync(string ns)
        {
            var (rbac, core, apps) = (
                s.Session.Cluster.Admin.RbacAuthorizationV1, s.Session.Cluster.Admin.CoreV1, s.Session.Cluster.Admin.AppsV1);
            var role = await rbac.ReadNamespacedRoleAsync(grant.Name, ns, cancellationToken: s.Stop);
            var binding = await rbac.ReadNamespacedRoleBindingAsync(grant.Name, ns, cancellationToken: s.Stop);
            var account = await core.ReadNamespacedServiceAccountAsync(grant.Consumer.Name, ns, cancellationToken: s.Stop);
            var service = await core.ReadNamespacedServiceAsync(byCalls.Name, ns, cancellationToken: s.Stop);
            var deployment = await apps.ReadNamespacedDeploymentAsync(byCalls.Name, ns, cancellationToken: s.Stop);
            return
            [
                ("the role's rules", Json(role.Rules)),
                ("the binding's role", Json(binding.RoleRef)),
                ("the binding's subjects", Json(binding.Subjects)),
                ("the service account's name", Json(account.Metadata.Name)),
                ("the service", Json(WithoutAssigned(service.Spec))),
                ("the deployment", Json(deployment.Spec)),
            ];

            string Json(object value) => KubernetesJson.Serialize(value).Replace(ns, "(namespace)", StringComparison.Ordinal);
        }
    }

    /// <summary>Observes that every string of a config map arrived as it was.</summary>
    public static async Task ExpectStringsAsync(Scenario s, V1ConfigMap wanted, string ns)
    {
        var live = await s.Session.Cluster.Admin.CoreV1.ReadNamespacedConfigMapAsync(wanted.Metadata.Name, ns, cancellationToken: s.Stop);
        foreach (var (key, text) in wanted.Data)
            s.Seen.ExpectEqual($"a string that looks like a {key}", text, live.Data.TryGetValue(key, out var arrived) ? arrived : null);
    }

    /// <summary>Without what the cluster assigns to each service.</summary>
    private static V1ServiceSpec WithoutAssigned(V1ServiceSpec spec)
    {
        (spec.ClusterIP, spec.ClusterIPs) = (null, null);
        foreach (var port in spec.Ports)
            port.NodePort = null;
        return spec;
    }
}
