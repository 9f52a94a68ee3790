using Harness.Load.Services;
using k8s.Models;

namespace Harness.Load.Tests.Services;

public sealed class InClusterWayTests
{
    private static readonly V1ServicePort ByNumber = new() { Name = "http", Port = 80, TargetPort = 8080 };
    private static readonly V1ServicePort ByName = new() { Name = "http", Port = 80, TargetPort = "web" };
    private static readonly V1ServicePort Same = new() { Port = 8080 };

    [Test]
    public async Task A_service_with_an_address_is_called_by_its_name_on_its_own_port()
    {
        var way = await InClusterWay.FindAsync(null!, Found("10.43.0.7", ByName), CancellationToken.None);

        way.ShouldBe(new InClusterWay(new Uri("http://shop.web.svc:80/"), false));
    }

    [Test]
    public void Pods_of_a_headless_one_are_called_on_their_port_each_of_them()
    {
        Headless(ByNumber, null).ShouldBe(new InClusterWay(new Uri("http://shop.web.svc:8080/"), true));
        Headless(Same, null).Url.Port.ShouldBe(8080);
        Headless(ByName, Endpoints(("http", 9000), ("metrics", 9100))).Url.Port.ShouldBe(9000);
    }

    [TestCase("no ready pod has its port")]
    [TestCase("its pods serve it on different ports (9000, 9001)", 9000, 9001)]
    public void A_headless_one_without_one_port_is_not_measured(string why, params int[] ports)
    {
        var endpoints = Endpoints([.. ports.Select(port => ("http", port))]);

        var refused = Should.Throw<HarnessException>(() => Headless(ByName, endpoints));

        (refused.Kind, refused.Message).ShouldBe((FailureKind.Undecided, $"nothing was measured: web/shop is headless, and {why}"));
    }

    [Test]
    public void Where_the_service_cannot_be_read_the_missing_permission_is_named()
    {
        var unread = new FoundService(Proxying.ServiceProxyUrl.For("web", "shop"), null, "alice may not read services in web (403)");

        Should.Throw<HarnessException>(() => InClusterWay.FindAsync(null!, unread, CancellationToken.None)).Message.ShouldBe(
            "nothing was measured: alice may not read services in web (403), and so its own address is not known; "
            + "grant it get on services there");
    }

    private static InClusterWay Headless(V1ServicePort port, V1Endpoints? endpoints) =>
        InClusterWay.Headless(Found("None", port), port, endpoints);

    private static V1Endpoints Endpoints(params (string Name, int Port)[] ports) => new()
    {
        Subsets =
        [
            .. ports.Select(port => new V1EndpointSubset
            {
                Ports = [new Corev1EndpointPort { Name = port.Name, Port = port.Port }],
            }),
        ],
    };

    private static FoundService Found(string address, V1ServicePort port) => FoundService.Of(
        new V1Service { Spec = new V1ServiceSpec { ClusterIP = address, Ports = [port] } }, new ServiceAddress("web", "shop", null));
}
