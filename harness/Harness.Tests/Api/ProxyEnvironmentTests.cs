using Harness.Api;

namespace Harness.Tests.Api;

/// <summary>Which proxy kubectl would take. The cases of NO_PROXY are those of the library that it uses.</summary>
internal sealed class ProxyEnvironmentTests
{
    private const string Proxy = "http://proxy.example:3128";

    [TestCase("https://api.example:6443", "HTTPS_PROXY", Proxy)]
    [TestCase("https://api.example:6443", "https_proxy", Proxy)]
    [TestCase("http://api.example:6443", "HTTP_PROXY", Proxy)]
    [TestCase("https://api.example:6443", "HTTP_PROXY", null)]
    [TestCase("http://api.example:6443", "HTTPS_PROXY", null)]
    [TestCase("https://api.example:6443", "ALL_PROXY", null)]
    [TestCase("https://localhost:6443", "HTTPS_PROXY", null)]
    [TestCase("https://127.8.9.1:6443", "HTTPS_PROXY", null)]
    [TestCase("https://[::1]:6443", "HTTPS_PROXY", null)]
    public void The_variable_of_the_scheme_names_it(string target, string variable, string? expected) =>
        Of(target, (variable, Proxy)).ShouldBe(expected);

    [TestCase("", true)]
    [TestCase("*", false)]
    [TestCase("other.example", true)]
    [TestCase("api.example", false)]
    [TestCase("API.Example", false)]
    [TestCase("example", false)]
    [TestCase(".example", false)]
    [TestCase("*.example", false)]
    [TestCase(".api.example", true)]
    [TestCase("pi.example", true)]
    [TestCase("other.example, api.example", false)]
    [TestCase("api.example:6443", false)]
    [TestCase("api.example:443", true)]
    [TestCase(":6443", true)]
    public void Names_are_exempt_by_their_ends(string exempt, bool isProxied) =>
        (Of("https://api.example:6443", ("HTTPS_PROXY", Proxy), ("NO_PROXY", exempt)) is not null).ShouldBe(isProxied);

    [TestCase("10.1.2.3", false)]
    [TestCase("10.1.2.4", true)]
    [TestCase("10.0.0.0/8", false)]
    [TestCase("10.1.2.99/24", false)]
    [TestCase("10.1.3.0/24", true)]
    [TestCase("10.1.2.3:6443", false)]
    [TestCase("10.1.2.3:443", true)]
    [TestCase("10.1", true)]
    [TestCase("fd00::/8", true)]
    public void Addresses_are_exempt_by_their_network(string exempt, bool isProxied) =>
        (Of("https://10.1.2.3:6443", ("HTTPS_PROXY", Proxy), ("no_proxy", exempt)) is not null).ShouldBe(isProxied);

    [TestCase("fd00::/8", false)]
    [TestCase("fd00::1", false)]
    [TestCase("[fd00::1]:6443", false)]
    [TestCase("[fd00::1]:443", true)]
    public void So_are_those_of_version_6(string exempt, bool isProxied) =>
        (Of("https://[fd00::1]:6443", ("HTTPS_PROXY", Proxy), ("NO_PROXY", exempt)) is not null).ShouldBe(isProxied);

    [Test]
    public void In_a_CGI_program_HTTP_PROXY_is_not_trusted() =>
        Of("http://api.example", ("HTTP_PROXY", Proxy), ("REQUEST_METHOD", "GET")).ShouldBeNull();

    private static string? Of(string target, params (string Name, string Value)[] variables) => new ProxyEnvironment(
        name => variables.FirstOrDefault(variable => variable.Name == name).Value).For(new Uri(target))?.Text;
}
