namespace Harness.Tests.Rbac.Auditing;

/// <summary>Lines whose object is not that of their address.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class LoggedObjectTests
{
    private static readonly LoggedRequest Call = new() { Name = "web" };
    private static readonly LoggedRequest Pod = new() { Resource = "pods", Subresource = null, Name = "web-0" };

    [TestCase("/api/v1/namespaces/shop/services/web", "resource")]
    [TestCase("/api/v1/namespaces/shop/services/web/proxyx", "resource")]
    [TestCase("/api/v1/namespaces/shop/services/web/status", "resource")]
    [TestCase("/api/v1/namespaces/shop/pods/web/proxy/admin", "resource")]
    [TestCase("/api/v1/namespaces/shop/services/other/proxy/admin", "name")]
    [TestCase("/api/v1/namespaces/shop/services/web%2Dother/proxy/admin", "name")]
    [TestCase("/api/v1/namespaces/bank/services/web/proxy/admin", "namespace")]
    [TestCase("/apis/example.com/v1/namespaces/shop/services/web/proxy/admin", "API group")]
    public void A_call_that_is_not_of_its_object_is_not_understood(string uri, string what) =>
        ShouldBeNamed(Call with { Uri = uri }, what, uri);

    [Test]
    public void A_call_through_a_proxy_is_not_taken_for_a_look_at_the_service()
    {
        const string uri = "/api/v1/namespaces/shop/services/web/proxy/admin";

        ShouldBeNamed(Call with { Subresource = null, Uri = uri }, "resource", uri);
    }

    [TestCase("/api/v1/namespaces/shop/pods/web-1", "get", "name")]
    [TestCase("/api/v1/namespaces/bank/pods", "create", "namespace")]
    [TestCase("/api/v1/pods", "list", "namespace")]
    [TestCase("/api/v1/watch/namespaces/bank/pods", "watch", "namespace")]
    public void So_is_any_other_request(string uri, string verb, string what) =>
        ShouldBeNamed(Pod with { Uri = uri, Verb = verb }, what, uri);

    [TestCase("/api/v1/namespaces/shop/pods/web-0?x=1", "get")]
    [TestCase("/api/v1/namespaces/shop/pods/web%2D0/", "get")]
    [TestCase("/api/v1/namespaces/shop/pods?fieldManager=a", "create", Description = "named by the object")]
    [TestCase("/api/v1/namespaces/shop/pods?fieldSelector=metadata.name%3Dweb-0", "list")]
    [TestCase("/api/v1/namespaces/shop/pods?fieldSelector=spec.nodeName%3Da,metadata.name%3D%3Dweb-0&watch=true", "watch")]
    [TestCase("/api/v1/watch/namespaces/shop/pods/web-0", "watch")]
    [TestCase("/api/v1/proxy/namespaces/shop/pods/web-0/status", "proxy")]
    [TestCase("//api/v1/namespaces/shop/pods/web-0", "get")]
    [TestCase("/api/v1//namespaces/shop/pods/web-0", "get", Description = "no resource to the API server")]
    [TestCase("/k8s/clusters/c-1/api/v1/namespaces/shop/pods/web-1", "get", Description = "a gateway's own path")]
    public void What_API_servers_write_is_read(string uri, string verb) =>
        LoggedRequest.Read(Pod with { Uri = uri, Verb = verb }).NotComplete.ShouldBeEmpty();

    [Test]
    public void A_namespace_is_in_itself() => LoggedRequest.Read(
            Pod with { Resource = "namespaces", Name = "shop", Uri = "/api/v1/namespaces/shop" },
            Pod with { Resource = "namespaces", Name = "shop", Subresource = "finalize", Uri = "/api/v1/namespaces/shop/finalize" },
            Pod with { Resource = "namespaces", Name = "shop", Namespace = "", Verb = "create", Uri = "/api/v1/namespaces" })
        .NotComplete.ShouldBeEmpty();

    [Test]
    public void What_was_no_text_is_not_compared() =>
        LoggedRequest.Read(Pod with { Name = "a\uFFFD", Uri = "/api/v1/namespaces/shop/pods/a%ff" }).NotComplete.ShouldBeEmpty();

    private static void ShouldBeNamed(LoggedRequest line, string what, string uri)
    {
        var reading = LoggedRequest.Read(Call, line);

        reading.NotComplete.ShouldHaveSingleItem().ShouldBe(
            $"audit.log:2: is an audit event that contradicts itself: its objectRef has another {what} than its requestURI, \"{uri}\"");
        reading.Events.ShouldBe(1);
    }
}
