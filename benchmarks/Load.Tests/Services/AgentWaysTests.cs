using Harness.Load.Agents;
using Harness.Load.Services;
using Harness.Load.Tests.Agents;
using Harness.Load.Tests.Support;
using Harness.Workloads.Agents;
using k8s.Models;

namespace Harness.Load.Tests.Services;

/// <summary>What agents load of a service, and what is compared with what.</summary>
public sealed class AgentWaysTests
{
    [Test]
    public void Both_ways_are_the_same_request_and_only_the_proxied_one_has_a_token()
    {
        var ways = Ways(isHeadless: false, new byte[] { 1 });

        var (direct, proxied) = (ways.Targets[0], ways.Targets[1]);

        (direct.Url.AbsoluteUri, direct.TokenFile, direct.SpreadsAddresses).ShouldBe(("http://shop.web.svc:8080//x?y=1", null, false));
        proxied.Url.AbsoluteUri.ShouldBe("https://kubernetes.default.svc/api/v1/namespaces/web/services/shop:http/proxy//x?y=1");
        (proxied.TokenFile, proxied.CaFile).ShouldBe((AgentFleet.TokenFile, AgentFleet.CaFile));
        ways.Targets.ShouldAllBe(
            target => target.Method == "PUT" && target.ExpectedStatus == 202 && target.BodyFile == AgentFleet.BodyFile);
    }

    [Test]
    public void Without_a_body_none_is_sent_and_connections_to_a_headless_service_are_spread_over_its_pods()
    {
        var ways = Ways(isHeadless: true, default);

        ways.Targets.ShouldAllBe(target => target.BodyFile == null);
        ways.Targets.Select(target => target.SpreadsAddresses).ShouldBe([true, false]);
    }

    [Test]
    public void The_proxy_is_compared_with_the_direct_way_and_the_control_with_the_proxy()
    {
        var time = new HastyTime();
        var rungs = Ways(isHeadless: true, default).Rungs(new AgentCrew(new FakeCrew(1, time), time), new AgentLog(_ => { }), time);

        rungs.Select(rung => (rung.Route.Name, rung.Against, rung.IsControl)).ShouldBe(
            [("direct", null, false), ("proxy", "direct", false), ("proxy: once more", "proxy", true)]);
        rungs[0].Route.Via.ShouldBe("pods in the cluster, http://shop.web.svc:8080, each connection to one of its pods");
        rungs.ShouldAllBe(rung => rung.Route.Target.Method == HttpMethod.Put && rung.Route.Target.ExpectedStatus == 202);
    }

    private static AgentWays Ways(bool isHeadless, ReadOnlyMemory<byte> body)
    {
        var request = ServiceRequest.Parse("web/shop:http", "//x?y=1", "PUT", null) with { Body = body };
        var service = FoundService.Of(
            new V1Service { Spec = new V1ServiceSpec { Ports = [new V1ServicePort { Name = "http", Port = 80 }] } }, request.Service);
        return new AgentWays(request, service, new InClusterWay(new Uri("http://shop.web.svc:8080"), isHeadless), 202);
    }
}
