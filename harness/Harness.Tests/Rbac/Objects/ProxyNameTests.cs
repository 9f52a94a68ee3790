using Harness.Rbac.Objects;

namespace Harness.Tests.Rbac.Objects;

internal sealed class ProxyNameTests
{
    private static readonly KnownService Unnamed = new("shop", "orders", [new KnownPort(8080, null)]);
    private static readonly KnownService Named = new("shop", "orders", [new KnownPort(8080, "http"), new KnownPort(9100, "metrics")]);

    [TestCase("orders", null, "orders", null)]
    [TestCase("orders:", null, "orders", "")]
    [TestCase("orders:8080", null, "orders", "8080")]
    [TestCase("orders:http", null, "orders", "http")]
    [TestCase("http:orders:8080", "http", "orders", "8080")]
    [TestCase("https:orders:", "https", "orders", "")]
    [TestCase(":orders:http", "", "orders", "http")]
    [TestCase("https:orders", null, "https", "orders")]
    public void A_name_is_taken_apart_as_the_API_server_does(string name, string? scheme, string service, string? port)
    {
        var read = ProxyName.Parse(name)!;
        (read.Scheme, read.Service, read.Port).ShouldBe((scheme, service, port));
        read.ToString().ShouldBe(name);
    }

    [TestCase("")]
    [TestCase("orders-*")]
    [TestCase("*")]
    [TestCase("Orders")]
    [TestCase("shop/orders")]
    [TestCase("orders.shop")]
    [TestCase("ftp:orders:21")]
    [TestCase("http:orders:80:x")]
    [TestCase("http::80")]
    [TestCase("orders\n")]
    public void What_can_be_no_services_name_is_none(string name) => ProxyName.Parse(name).ShouldBeNull();

    [TestCase("orders", true, true)]
    [TestCase("orders:", true, true)]
    [TestCase("orders:8080", true, true)]
    [TestCase("orders:http", false, true)]
    [TestCase("orders:9100", false, true)]
    [TestCase("orders:80", false, false)]
    public void A_port_is_there_by_number_or_by_name(string name, bool inUnnamed, bool inNamed)
    {
        ProxyName.Parse(name)!.HasPort(Unnamed).ShouldBe(inUnnamed);
        ProxyName.Parse(name)!.HasPort(Named).ShouldBe(inNamed);
    }

    [TestCase("orders", true, false)]
    [TestCase("orders:", true, false)]
    [TestCase("orders:8080", true, true)]
    [TestCase("http:orders:", true, false)]
    public void Without_a_port_a_name_leads_to_a_port_without_a_name_only(string name, bool toUnnamed, bool toNamed)
    {
        ProxyName.Parse(name)!.Reaches(Unnamed).ShouldBe(toUnnamed);
        ProxyName.Parse(name)!.Reaches(Named).ShouldBe(toNamed);
    }

    [Test]
    public void A_service_without_ports_says_nothing_about_names() =>
        ProxyName.Parse("orders")!.Reaches(new KnownService("shop", "orders", [])).ShouldBeTrue();

    [Test]
    public void A_port_is_spelled_by_its_name_where_it_has_one()
    {
        ProxyName.Parse("https:orders:")!.With(Named.Ports[0]).ToString().ShouldBe("https:orders:http");
        ProxyName.Parse("orders")!.With(Unnamed.Ports[0]).ToString().ShouldBe("orders:8080");
    }
}
