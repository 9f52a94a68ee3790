using Harness.Access;
using Harness.Proxying;
using Harness.Rbac.Objects;
using Harness.Scenarios.Running;
using k8s;
using k8s.Models;

namespace Harness.Scenarios.BeyondServices;

/// <summary>Roles by resource name, sub-resource and verb serve elsewhere too: one named object opens, its neighbour stays shut.</summary>
public sealed class OtherResources : ScenarioFixture
{
    private const string Matrix = "One named object and its neighbour";

    [Test]
    [Claim("C21")]
    public Task The_log_of_one_named_pod_and_no_other() => ProveAsync("podlog", async s =>
    {
        var (one, other) = (await s.HelloAppAsync("one"), await s.HelloAppAsync("other"));
        var (pod, neighbour) = (one.Pods.Keys.Single(), other.Pods.Keys.Single());
        var client = await GrantedAsync(s, one.Namespace, new RbacRule([""], ["pods/log"], [pod], ["get"]));

        await ExpectAsync(s, client, "pods/log", $"/api/v1/namespaces/{one.Namespace}/pods/{{0}}/log", pod, neighbour);
        s.Seen.ExpectForbidden(
            "the pod itself", (await client.CallAsync(HttpMethod.Get, $"/api/v1/namespaces/{one.Namespace}/pods/{pod}", s.Stop)).Verdict);
    });

    [Test]
    [Claim("C21")]
    public Task The_scale_of_one_named_deployment_and_no_other() => ProveAsync("scale", async s =>
    {
        var (one, other) = (await s.HelloAppAsync("one"), await s.HelloAppAsync("other"));
        var client = await GrantedAsync(s, one.Namespace, new RbacRule(["apps"], ["deployments/scale"], [one.Name], ["get"]));

        var path = $"/apis/apps/v1/namespaces/{one.Namespace}/deployments/";
        await ExpectAsync(s, client, "deployments/scale", path + "{0}/scale", one.Name, other.Name);
        s.Seen.ExpectForbidden("the deployment itself", (await client.CallAsync(HttpMethod.Get, path + one.Name, s.Stop)).Verdict);
    });

    [Test]
    [Claim("C21")]
    public Task One_named_config_map_and_no_other() => ProveAsync("configmap", async s =>
    {
        var ns = await s.NamespaceAsync();
        foreach (var name in (string[])["one", "other"])
        {
            var map = new V1ConfigMap
            {
                Metadata = new V1ObjectMeta { Name = name },
                Data = new Dictionary<string, string> { ["key"] = name },
            };
            await s.Session.Cluster.Admin.CoreV1.CreateNamespacedConfigMapAsync(map, ns, cancellationToken: s.Stop);
        }

        var client = await GrantedAsync(s, ns, new RbacRule([""], ["configmaps"], ["one"], ["get"]));

        await ExpectAsync(s, client, "configmaps", $"/api/v1/namespaces/{ns}/configmaps/{{0}}", "one", "other");
        s.Seen.ExpectForbidden("the list", (await client.CallAsync(HttpMethod.Get, $"/api/v1/namespaces/{ns}/configmaps", s.Stop)).Verdict);
    });

    private static async Task<ServiceProxyClient> GrantedAsync(Scenario s, string ns, RbacRule rule)
    {
        var consumer = await s.ConsumerAsync("consumer");
        await s.Session.Grants.ApplyAsync(new Grant(ns, "one-object", consumer, rule), s.Stop);
        return await s.ClientForAsync(consumer);
    }

    /// <summary>The named object answers 200, so that "allowed" is not a 404; its neighbour is forbidden.</summary>
    private static async Task ExpectAsync(Scenario s, ServiceProxyClient client, string row, string path, string named, string neighbour)
    {
        var allowed = await VerdictAsync(named);
        s.Seen.ExpectCell(Matrix, row, "named", VerdictKind.Allowed, allowed);
        s.Seen.Expect($"{row}: status of the named one", "200", $"{allowed.Evidence.Status}", allowed.Evidence.Status == 200, allowed);
        s.Seen.ExpectCell(Matrix, row, "neighbour", VerdictKind.Forbidden, await VerdictAsync(neighbour));

        async Task<Verdict> VerdictAsync(string name) =>
            (await client.CallAsync(HttpMethod.Get, path.Replace("{0}", name, StringComparison.Ordinal), s.Stop)).Verdict;
    }
}
