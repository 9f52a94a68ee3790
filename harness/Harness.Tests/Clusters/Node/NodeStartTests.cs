using Harness.Clusters;
using Harness.Clusters.Node;

namespace Harness.Tests.Clusters.Node;

internal sealed class NodeStartTests
{
    private static readonly NodeStart Start = new("image", "owner", "run", []);

    [TestCase("127.0.0.1", "--tls-san=127.0.0.1")]
    [TestCase("engine.example", "--tls-san=engine.example")]
    [TestCase("[fd00::1]", "--tls-san=fd00::1")]
    public void The_certificate_is_for_the_host_on_which_the_ports_are_reached(string host, string argument) =>
        (Start with { PublishedOn = host }).Arguments(["server", "--disable=traefik"]).ShouldBe(["server", "--disable=traefik", argument]);

    [Test]
    public void With_its_ingress_controller_it_is_not_told_to_do_without() =>
        (Start with { Ingress = IngressChoice.Traefik }).Arguments(["server", "--disable=traefik"]).ShouldNotContain("--disable=traefik");
}
