using Harness.Scenarios.Running;
using Harness.Workloads;

namespace Harness.Scenarios.BeyondServices;

/// <summary>A consumer inside the cluster needs no token from outside: its own is mounted.</summary>
public sealed class InsideTheCluster : ScenarioFixture
{
    [Test]
    [Claim("C8")]
    public Task A_pod_calls_the_proxy_with_its_mounted_token_and_the_clusters_CA() => ProveAsync("inside", async s =>
    {
        s.RequireOurImage();
        var hello = await s.HelloAppAsync();
        var (granted, stranger) = (await s.ConsumerAsync("granted"), await s.ConsumerAsync("stranger"));
        await s.GrantAsync(granted, ["hello-app"], "get");
        var call = new PodCall(s.Session.Cluster.Admin, s.Session.Image);

        s.Seen.ExpectAnswer("a pod of the granted service account", await call.GetAsync(granted, hello.Url, s.Stop), "Hello, world!");
        s.Seen.ExpectForbidden("a pod of another service account", (await call.GetAsync(stranger, hello.Url, s.Stop)).Verdict);
    });
}
