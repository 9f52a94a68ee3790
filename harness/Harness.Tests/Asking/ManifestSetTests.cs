using System.Text;
using System.Text.Json.Nodes;
using Harness.Asking;
using Harness.Rbac.Loading;

namespace Harness.Tests.Asking;

internal sealed class ManifestSetTests
{
    [Test]
    public void Objects_that_an_authorizer_needs_are_taken_as_they_are_written_and_others_left()
    {
        var set = Read("""
            apiVersion: rbac.authorization.k8s.io/v1beta1
            kind: Role
            metadata: {name: a, labels: {version: "1"}}
            rules: [{apiGroups: [""], resources: [pods], verbs: ["*"]}]
            ---
            {apiVersion: v1, kind: ConfigMap, metadata: {name: b}}
            ---
            {apiVersion: serving.knative.dev/v1, kind: Service, metadata: {name: c}}
            """);

        var role = PreviewObject.Of(set.Objects.ShouldHaveSingleItem());
        role.Collection.ShouldBe("apis/rbac.authorization.k8s.io/v1/namespaces/shop/roles");
        JsonNode.DeepEquals(role.Json, JsonNode.Parse("""
            {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": {"name": "a", "labels": {"version": "1"}},
             "rules": [{"apiGroups": [""], "resources": ["pods"], "verbs": ["*"]}]}
            """)).ShouldBeTrue(role.Json.ToJsonString());
        set.Snapshot.Roles.ShouldHaveSingleItem();
    }

    [Test]
    public void Items_of_lists_are_objects_of_their_own() => Read("""
        apiVersion: v1
        kind: List
        items:
        - {apiVersion: v1, kind: Namespace, metadata: {name: team}}
        - apiVersion: v1
          kind: ServiceAccountList
          items: [{metadata: {name: s, namespace: team}}]
        """).Objects.Select(one => one.ToString()).ShouldBe(["Namespace team", "ServiceAccount team/s"]);

    [Test]
    public void A_service_comes_without_what_is_another_clusters()
    {
        var service = Read("""
            apiVersion: v1
            kind: Service
            metadata: {name: s}
            spec: {type: LoadBalancer, clusterIP: 10.1.2.3, loadBalancerIP: 1.2.3.4, ports: [{name: web, port: 80, nodePort: 30080}]}
            """).Objects.Select(PreviewObject.Of).ShouldHaveSingleItem();

        service.Json["spec"]!.ToJsonString().ShouldBe("""{"clusterIP":"None","ports":[{"name":"web","port":80}]}""");
    }

    [Test]
    public void What_another_cluster_said_of_its_own_object_is_left_out() => Read("""
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: s, uid: "1", resourceVersion: "7"}
        """).Objects.Select(PreviewObject.Of).ShouldHaveSingleItem().Json["metadata"]!.ToJsonString().ShouldBe("""{"name":"s"}""");

    [Test]
    public void What_is_invalid_is_named_with_its_place_and_nothing_is_applied() => Should.Throw<HarnessException>(() => Read("""
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: a}
        rules: [{apiGroups: [""], resources: [pods], resourceName: [x], verbs: [get]}]
        """)).Message.ShouldStartWith("-:4:");

    private static ManifestSet Read(string yaml)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(yaml));
        return ManifestSet.Read("-", "shop", stream, CancellationToken.None);
    }
}
