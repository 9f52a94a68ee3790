using Harness.Proxying;

namespace Harness.Tests.Proxying;

internal sealed class ServiceProxyUrlTests
{
    private const string Services = "/api/v1/namespaces/team-a/services";
    private static readonly ServiceProxyUrl Hello = ServiceProxyUrl.For("team-a", "hello-app");

    [TestCaseSource(nameof(Spellings))]
    public void Each_spelling_is_its_own_resource_name(ServiceProxyUrl url, string resourceName)
    {
        url.ResourceName.ShouldBe(resourceName);
        url.PathAndQuery.ShouldBe($"{Services}/{resourceName}/proxy/");
    }

    [Test]
    public void All_spellings_of_one_service_differ() =>
        Spellings().Select(spelling => ((ServiceProxyUrl)spelling.Arguments[0]!).ResourceName).ShouldBeUnique();

    [TestCase("/", "/")]
    [TestCase("", "/")]
    [TestCase("metrics", "/metrics")]
    [TestCase("/api/v2/", "/api/v2/")]
    [TestCase("/a b/ü", "/a%20b/%C3%BC")]
    [TestCase("/what?#100%", "/what%3F%23100%25")]
    public void A_path_is_escaped_segment_by_segment(string path, string expected) =>
        Hello.WithPath(path).PathAndQuery.ShouldBe($"{Services}/hello-app/proxy{expected}");

    [TestCase("..")]
    [TestCase("/a/../b")]
    [TestCase("/./a")]
    public void A_path_that_would_leave_the_proxy_prefix_is_refused(string path) =>
        Refusal(() => Hello.WithPath(path)).ShouldContain($"\"{path}\"");

    [Test]
    public void Query_parameters_are_escaped_and_keep_their_order() =>
        Hello.WithQuery("q", "a&b=c").WithQuery("ü", "1 2").PathAndQuery
            .ShouldBe($"{Services}/hello-app/proxy/?q=a%26b%3Dc&%C3%BC=1%202");

    [TestCase("https://10.0.0.1:6443", "https://10.0.0.1:6443")]
    [TestCase("https://10.0.0.1:6443/", "https://10.0.0.1:6443")]
    [TestCase("https://rancher.example/k8s/clusters/c-1", "https://rancher.example/k8s/clusters/c-1")]
    [TestCase("https://rancher.example/k8s/clusters/c-1/", "https://rancher.example/k8s/clusters/c-1")]
    public void On_an_API_server_it_follows_the_servers_own_path(string server, string prefix) =>
        Hello.WithScheme("https").WithPort(8443).WithPath("/a b").On(new Uri(server)).AbsoluteUri
            .ShouldBe($"{prefix}{Services}/https:hello-app:8443/proxy/a%20b");

    [TestCase("Hello")]
    [TestCase("")]
    [TestCase("-a")]
    [TestCase("a-")]
    [TestCase("a.b")]
    [TestCase("a/../b")]
    [TestCase("hello-app:8080")]
    [TestCase("hello\n")]
    public void A_name_that_is_no_DNS_label_is_named(string name)
    {
        Refusal(() => ServiceProxyUrl.For("team-a", name)).ShouldStartWith($"\"{name}\" is not a service name");
        Refusal(() => ServiceProxyUrl.For(name, "hello-app")).ShouldStartWith($"\"{name}\" is not a namespace name");
    }

    [Test]
    public void A_name_may_have_63_letters_and_no_more()
    {
        ServiceProxyUrl.For("team-a", new string('a', 63)).Service.Length.ShouldBe(63);
        Refusal(() => ServiceProxyUrl.For("team-a", new string('a', 64))).ShouldContain("up to 63");
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(65536)]
    public void A_port_number_out_of_range_is_named(int port) =>
        Refusal(() => Hello.WithPort(port)).ShouldBe($"port {port} is not between 1 and 65535");

    [TestCase("8080")]
    [TestCase("Web")]
    [TestCase("a-name-too-long-")]
    [TestCase("http/")]
    public void A_wrong_port_name_is_named(string name) =>
        Refusal(() => Hello.WithPort(name)).ShouldStartWith($"\"{name}\" is not a port name");

    [TestCase("ftp")]
    [TestCase("HTTPS")]
    [TestCase("")]
    public void A_wrong_scheme_is_named(string scheme) =>
        Refusal(() => Hello.WithScheme(scheme)).ShouldStartWith($"scheme \"{scheme}\" is neither http nor https");

    private static IEnumerable<TestCaseData> Spellings() =>
    [
        new(Hello, "hello-app"),
        new(Hello.WithPort(8080), "hello-app:8080"),
        new(Hello.WithPort(""), "hello-app:"),
        new(Hello.WithPort("web"), "hello-app:web"),
        new(Hello.WithScheme("http").WithPort(8080), "http:hello-app:8080"),
        new(Hello.WithScheme("https").WithPort(8443), "https:hello-app:8443"),
        new(Hello.WithScheme("https").WithPort("tls"), "https:hello-app:tls"),
        new(Hello.WithScheme("https"), "https:hello-app:"),
    ];

    private static string Refusal(Action act)
    {
        var refusal = Should.Throw<HarnessException>(act);
        refusal.Kind.ShouldBe(FailureKind.BadInput);
        return refusal.Message;
    }
}
