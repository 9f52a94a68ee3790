using Harness.Load.Services;
using Harness.Proxying;
using k8s.Models;

namespace Harness.Load.Tests.Services;

public sealed class FoundServiceTests
{
    private static readonly V1ServicePort Http = new() { Name = "http", Port = 80, NodePort = 30080 };
    private static readonly V1ServicePort Metrics = new() { Name = "metrics", Port = 9090 };

    [Test]
    public void The_only_port_need_not_be_named()
    {
        Find(null, new V1ServicePort { Port = 80 }).Url.ResourceName.ShouldBe("shop");
        Find(null, Http).Url.ResourceName.ShouldBe("shop:http");
        Find(null, Http).NodePort.ShouldBe(30080);
    }

    [TestCase("http", "shop:http", 30080)]
    [TestCase("80", "shop:80", 30080)]
    [TestCase("metrics", "shop:metrics", null)]
    public void A_port_goes_by_its_name_or_number(string port, string name, int? nodePort)
    {
        var found = Find(port, Http, Metrics);

        (found.Url.ResourceName, found.NodePort).ShouldBe((name, nodePort));
    }

    [Test]
    public void A_port_that_is_not_there_is_bad_input_with_those_that_are() =>
        Refusal("8080", Http, Metrics).ShouldBe("--service web/shop:8080: it has no port 8080; it has http (80), metrics (9090)");

    [Test]
    public void One_of_several_has_to_be_named() =>
        Refusal(null, Http, Metrics).ShouldBe("--service web/shop: it has several ports, or none; name one of http (80), metrics (9090)");

    [Test]
    public void Where_the_service_cannot_be_read_and_nothing_answers_its_port_may_have_a_name()
    {
        var plain = new FoundService(ServiceProxyUrl.For("web", "shop"), null, "alice may not read services in web (403)");

        plain.Advice(503).ShouldBe(
            "if the service's ports have names, name one, as in --service web/shop:PORT; alice may not read services in web (403)");
        (plain with { Url = plain.Url.WithPort("http") }).Advice(503).ShouldNotContain(":PORT");
        Find(null, Http).Advice(503).ShouldNotContain(":PORT");
        plain.Advice(404).ShouldContain("--path");
    }

    [Test]
    public void A_port_that_is_not_TCP_is_refused() =>
        Refusal("dns", new V1ServicePort { Name = "dns", Port = 53, Protocol = "UDP" }).ShouldContain("dns (53) is UDP");

    [Test]
    public void What_stands_for_another_host_is_refused() => Should.Throw<HarnessException>(() => FoundService.Of(
            new V1Service { Spec = new V1ServiceSpec { Type = "ExternalName" } }, new ServiceAddress("web", "shop", null)))
        .Message.ShouldContain("ExternalName");

    private static string Refusal(string? port, params V1ServicePort[] ports)
    {
        var refused = Should.Throw<HarnessException>(() => Find(port, ports));
        refused.Kind.ShouldBe(FailureKind.BadInput);
        return refused.Message;
    }

    private static FoundService Find(string? port, params V1ServicePort[] ports) => FoundService.Of(
        new V1Service { Spec = new V1ServiceSpec { Ports = ports } }, new ServiceAddress("web", "shop", port));
}
