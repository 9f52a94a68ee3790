using Harness.Rbac.Questions;

namespace Harness.Tests.Rbac.Questions;

/// <summary>As observed of API servers 1.20 and 1.36, and read in their source.</summary>
internal sealed class ProxiedPathTests
{
    [TestCase("/metrics", "/metrics")]
    [TestCase("/metrics/", "/metrics/")]
    [TestCase("/metrics///", "/metrics/", Description = "slashes at the end are one")]
    [TestCase("/", "/")]
    [TestCase("//", "/")]
    [TestCase("", null)]
    [TestCase("?a=/b", null)]
    [TestCase("/a?b=/../c", "/a")]
    [TestCase("//metrics", "/metrics")]
    [TestCase("///metrics", "//metrics")]
    [TestCase("/a//b", "/a//b")]
    [TestCase("/a/../b", "/a/../b", Description = "it is cleaned after admission")]
    [TestCase("/a/%2e%2E/b", "/a/../b")]
    [TestCase("/a%2f..%2fb", "/a/../b")]
    [TestCase("/a/%252e%252e/b", "/a/%2e%2e/b", Description = "decoded once")]
    [TestCase("/a%00b%5c;%20", "/a\0b\\; ")]
    [TestCase("/gr%C3%B6%C3%9Fe", "/größe")]
    [TestCase("/größe/😀", "/größe/😀")]
    [TestCase("/%c0%af", "/\ufffd\ufffd", Description = "no UTF-8")]
    [TestCase("/100%", "/100%")]
    public void It_is_what_admission_is_given(string path, string? seen) =>
        ProxiedPath.Of($"/api/v1/namespaces/shop/services/http:web:80/proxy{path}").ShouldBe(seen);

    [TestCase("/api/v1/namespaces/shop/pods/web-0/proxy/metrics", "/metrics")]
    [TestCase("/api/v1/namespaces/shop/services/web/metrics", null)]
    [TestCase("/api/v1/nodes/a/proxy/metrics", null)]
    [TestCase("/metrics", null)]
    public void Only_services_and_pods_have_one(string target, string? seen) => ProxiedPath.Of(target).ShouldBe(seen);
}
