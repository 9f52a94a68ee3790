using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Harness.Tests.HelloApp;

internal sealed partial class ContentTests : HelloAppFixture
{
    [Test]
    public async Task The_page_has_links_of_every_kind_and_its_parts_are_there()
    {
        using var answer = await Hello.Client.GetAsync("/html");
        var page = await answer.Content.ReadAsStringAsync();

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Contains("Path=", StringComparison.Ordinal)).ShouldBe([true, false]);
        page.ShouldContain("href=\"/echo?");
        page.ShouldContain("href=\"echo?");
        page.ShouldContain("href=\"https://example.org/");
        page.ShouldContain("fetch(");
        foreach (var source in Parts().Matches(page).Select(match => match.Groups[1].Value))
        {
            using var part = await Hello.Client.GetAsync(source);
            part.Content.Headers.ContentType!.MediaType.ShouldBeOneOf(["text/css", "image/svg+xml", "text/javascript"], source);
        }
    }

    [TestCase("", "hello-app-visited=yes", "seen\n")]
    [TestCase("", "other=1", "missing\n")]
    [TestCase("?name=other", "other=1", "seen\n")]
    [TestCase("?name=other", "hello-app-visited=yes", "missing\n")]
    public async Task The_cookie_is_looked_for(string query, string cookie, string expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/html/cookie{query}") { Headers = { { "Cookie", cookie } } };
        using var answer = await Hello.Client.SendAsync(request);

        (await answer.Content.ReadAsStringAsync()).ShouldBe(expected);
    }

    [Test]
    public async Task Resolves_names_as_this_machine_does()
    {
        var addresses = JsonSerializer.Deserialize<string[]>(await Hello.Client.GetStringAsync("/resolve/localhost"));

        var expected = await Dns.GetHostAddressesAsync("localhost");
        addresses.ShouldBe(expected.Select(address => address.ToString()).Distinct().Order(StringComparer.Ordinal));
    }

    [Test]
    public async Task A_name_that_does_not_resolve_is_404_with_the_reason()
    {
        using var answer = await Hello.Client.GetAsync("/resolve/no-such-host.invalid");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        body.RootElement.GetProperty("error").GetString().ShouldStartWith("no-such-host.invalid: ");
    }

    [Test]
    public async Task Metrics_count_by_method_and_code_in_Prometheus_format()
    {
        await using var hello = await RunningHelloApp.StartAsync();
        for (var i = 0; i < 3; i++)
            await hello.Client.GetStringAsync("/");
        (await hello.SendAsync("BREW", "/status/418")).Dispose();

        using var answer = await hello.Client.GetAsync("/metrics");
        var lines = (await answer.Content.ReadAsStringAsync()).TrimEnd('\n').Split('\n');

        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        lines.ShouldContain("hello_requests_total{method=\"GET\",code=\"200\"} 3");
        lines.ShouldContain("hello_requests_total{method=\"other\",code=\"418\"} 1");
        lines.ShouldContain(line => line.StartsWith("process_start_time_seconds "));
        lines.ShouldContain(line => line.StartsWith("hello_build_info{"));
        lines.ShouldAllBe(line => Exposition().IsMatch(line));
    }

    [GeneratedRegex("<(?:img|link|script)[^>]*(?:src|href)=\"(/?html/[^\"]+)\"")]
    private static partial Regex Parts();

    [GeneratedRegex("""^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.]+)$""")]
    private static partial Regex Exposition();
}
