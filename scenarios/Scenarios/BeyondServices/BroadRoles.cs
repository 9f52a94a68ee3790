using Harness.Proxying;
using Harness.Rbac.Objects;
using Harness.Scenarios.Running;
using Harness.Workloads;

namespace Harness.Scenarios.BeyondServices;

/// <summary>What happens when one of the cluster's broad roles is bound instead of a narrow one.</summary>
public sealed class BroadRoles : ScenarioFixture
{
    private const string Matrix = "Broad cluster roles bound in the namespace";

    [Test]
    [Claim("C13")]
    public Task Edit_opens_far_more_than_one_service_and_view_opens_no_proxy() => ProveAsync("broad", async s =>
    {
        var (hello, neighbour) = (await s.HelloAppAsync(), await s.HelloAppAsync("hello-neighbour"));
        (string Role, VerdictKind Proxy, VerdictKind Secrets)[] roles =
        [
            ("edit", VerdictKind.Allowed, VerdictKind.Allowed),
            ("view", VerdictKind.Forbidden, VerdictKind.Forbidden),
        ];
        foreach (var (role, proxy, secrets) in roles)
        {
            var consumer = await s.ConsumerAsync($"with-{role}");
            var client = await s.ClientForAsync(consumer);
            await s.BindAsync(consumer.BoundTo(role, hello.Namespace, $"with-{role}"), Probe(hello));
            await RowAsync(s, client, role, "hello-app's proxy", proxy, hello.Url.PathAndQuery);
            await RowAsync(s, client, role, "another service's proxy", proxy, neighbour.Url.PathAndQuery);
            await RowAsync(
                s, client, role, "a pod's proxy", proxy,
                $"/api/v1/namespaces/{hello.Namespace}/pods/{hello.Pods.Keys.Single()}:8080/proxy/");
            await RowAsync(s, client, role, "list secrets", secrets, $"/api/v1/namespaces/{hello.Namespace}/secrets");
            await RowAsync(s, client, role, "list services", VerdictKind.Allowed, $"/api/v1/namespaces/{hello.Namespace}/services");
        }
    });

    /// <summary>Something that both roles allow: it shows that the binding is in force.</summary>
    private static AccessQuestion Probe(DeployedHello hello) => new(hello.Namespace, "", "services", "", "list");

    private static async Task RowAsync(
        Scenario s, ServiceProxyClient client, string role, string door, VerdictKind expected, string path) =>
        s.Seen.ExpectCell(Matrix, door, role, expected, (await client.CallAsync(HttpMethod.Get, path, s.Stop)).Verdict);
}
