using Harness.Api;
using Harness.Clusters;
using Harness.Load.Ladder;
using Harness.Load.Tests.Support;
using Harness.Load.Versions;
using Harness.Workloads;

namespace Harness.Load.Tests.Versions;

public sealed class VersionRungsTests
{
    [Test]
    public void Each_way_of_the_second_is_compared_with_its_like_on_the_first()
    {
        var (a, b) = (Side("10.0.0.1"), Side("10.0.0.2"));

        var rungs = VersionRungs.Of(a, b);

        rungs.Select(rung => (rung.Route.Name, rung.Against)).ShouldBe(
        [
            ("A: direct", null), ("B: direct", "A: direct"),
            ("A: API server: /version", null), ("B: API server: /version", "A: API server: /version"),
            ("A: API server: one object", null), ("B: API server: one object", "A: API server: one object"),
            ("A: proxy", null), ("B: proxy", "A: proxy"),
        ]);
        rungs.ShouldAllBe(rung => rung.Route.Target.Url.Host == (rung.Against == null ? "10.0.0.1" : "10.0.0.2"));
        rungs.ShouldAllBe(rung => rung.Watched == (rung.Against == null ? a.Watched : b.Watched));
    }

    private static VersionSide Side(string node)
    {
        var pods = new Dictionary<string, string> { ["hello-1"] = "10.42.0.9" };
        var hello = new DeployedHello("bench", "hello-app", 30080, "10.43.0.9", pods) { PortName = "http" };
        var routes = new HelloRoutes(
            new ApiServerAddress(new Uri($"https://{node}:6443"), null), DirectRoute.Node(node), hello, new KnownToken());
        return new VersionSide(HelloRungs.Common(routes, new LocalLoadGenerator()), new WatchedRounds());
    }
}
