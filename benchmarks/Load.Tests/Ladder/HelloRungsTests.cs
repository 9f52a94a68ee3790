using Harness.Api;
using Harness.Clusters;
using Harness.Load.Ladder;
using Harness.Load.Tests.Support;
using Harness.Workloads;

namespace Harness.Load.Tests.Ladder;

public sealed class HelloRungsTests
{
    [TestCase("https://127.0.0.1:6443", "https://127.0.0.1:6443/")]
    [TestCase("https://host/k8s/clusters/c-1", "https://host/k8s/clusters/c-1/")]
    [TestCase("https://host/k8s/clusters/c-1/", "https://host/k8s/clusters/c-1/")]
    public void Every_rung_on_the_API_server_keeps_the_path_of_its_address(string address, string under)
    {
        var onServer = Rungs(address).Where(rung => rung.Route.Via.StartsWith("API server", StringComparison.Ordinal)).ToList();

        onServer.Count.ShouldBeGreaterThan(4);
        onServer.Select(rung => rung.Route.Target.Url.AbsoluteUri).ShouldAllBe(url => url.StartsWith(under, StringComparison.Ordinal));
        onServer.Select(rung => rung.Route.Target.Url.AbsoluteUri[(under.Length - 1)..]).ShouldContain("/version");
    }

    [Test]
    public void Only_rungs_on_the_API_server_carry_the_token() =>
        Rungs("https://127.0.0.1:6443").ShouldAllBe(rung => (rung.Route.Caller != null) == (rung.Route.Target.Url.Port == 6443)
            && rung.Route.Target.Authorization == null);

    [Test]
    public void Every_rung_comes_after_the_one_it_is_compared_with()
    {
        var before = new HashSet<string>();
        foreach (var rung in Rungs("https://127.0.0.1:6443"))
        {
            if (rung.Against is { } against)
                before.ShouldContain(against);
            before.Add(rung.Route.Name).ShouldBeTrue(rung.Route.Name);
        }
    }

    private static IReadOnlyList<LadderRung> Rungs(string address)
    {
        var pods = new Dictionary<string, string> { ["hello-1"] = "10.42.0.9" };
        var hello = new DeployedHello("bench", "hello-app", 30080, "10.43.0.9", pods) { PortName = "http", HttpsNodePort = 30443 };
        var direct = DirectRoute.Node("172.17.0.2");
        var routes = new HelloRoutes(new ApiServerAddress(new Uri(address), null), direct, hello, new KnownToken());
        var surroundings = new Surroundings(new Uri("http://127.0.0.1:1/"), direct) { Pod = new Uri("http://10.42.0.9:8080/") };
        return RungSelection.Of(new HelloRungs(routes, new LocalLoadGenerator(), surroundings).All(), wanted: null).Rungs;
    }
}
