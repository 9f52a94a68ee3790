using Harness.Load.Services;

namespace Harness.Load.Tests.Services;

public sealed class ServiceAddressTests
{
    [TestCase("web/shop", "web", "shop", null)]
    [TestCase("web/shop:http", "web", "shop", "http")]
    [TestCase("web/shop:8080", "web", "shop", "8080")]
    public void It_is_namespace_service_and_port(string text, string ns, string name, string? port)
    {
        ServiceAddress.Parse(text).ShouldBe(new ServiceAddress(ns, name, port));
        ServiceAddress.Parse(text).ToString().ShouldBe(text);
    }

    [TestCase("shop", "not NAMESPACE/SERVICE or NAMESPACE/SERVICE:PORT")]
    [TestCase("", "not NAMESPACE/SERVICE")]
    [TestCase("a/b/c", "not NAMESPACE/SERVICE")]
    [TestCase("web/https:shop:443", "not NAMESPACE/SERVICE")]
    [TestCase("Web/shop", "\"Web\" is not a namespace's name")]
    [TestCase("web/shop_1", "\"shop_1\" is not a service's name")]
    [TestCase("web/shop:0", "\"0\" is neither a port number nor a port's name")]
    [TestCase("web/shop:65536", "\"65536\" is neither")]
    [TestCase("web/shop:", "\"\" is neither")]
    [TestCase("web/shop:a-port-name-too-long", "is neither")]
    public void Anything_else_is_bad_input_that_says_what_is_wrong(string text, string complaint)
    {
        var refused = Should.Throw<HarnessException>(() => ServiceAddress.Parse(text));

        refused.Kind.ShouldBe(FailureKind.BadInput);
        refused.Message.ShouldStartWith($"--service {text}: ");
        refused.Message.ShouldContain(complaint);
    }
}
