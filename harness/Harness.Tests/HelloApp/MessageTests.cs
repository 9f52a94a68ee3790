using System.IO.Compression;
using System.Net;

namespace Harness.Tests.HelloApp;

internal sealed class MessageTests : HelloAppFixture
{
    [Test]
    public async Task Answers_with_the_headers_asked_for()
    {
        using var answer = await Hello.Client.GetAsync("/headers?X-One=1&X-Two=a&X-Two=b&Keep-Alive=timeout%3D5");

        answer.Headers.GetValues("X-One").ShouldBe(["1"]);
        answer.Headers.GetValues("X-Two").ShouldBe(["a", "b"]);
        answer.Headers.GetValues("Keep-Alive").ShouldBe(["timeout=5"]);
    }

    [TestCase("Keep-Alive", "timeout=5")]
    [TestCase("Proxy-Authenticate", "Basic")]
    [TestCase("Access-Control-Allow-Origin", "*")]
    [TestCase("Access-Control-Allow-Credentials", "true")]
    [TestCase("X-Hop", "1")]
    public async Task Headers_that_a_proxy_must_remove_are_sent_to_be_removed(string name, string value)
    {
        using var answer = await Hello.Client.GetAsync($"/headers?Connection={name}&{name}={Uri.EscapeDataString(value)}");

        answer.Headers.GetValues(name).ShouldBe([value]);
        answer.Headers.Connection.Single().ShouldBe(name, StringCompareShould.IgnoreCase);
    }

    [Test]
    public async Task Trailers_follow_the_body_announced_or_not()
    {
        using var answer = await Hello.Client.GetAsync("/trailers");

        (await answer.Content.ReadAsStringAsync()).ShouldBe("see the trailers\n");
        answer.Headers.Trailer.ShouldBe(["X-Announced"]);
        answer.TrailingHeaders.GetValues("X-Announced").ShouldBe(["yes"]);
        answer.TrailingHeaders.GetValues("X-Unannounced").ShouldBe(["yes"]);
    }

    [TestCase("/gzip", "Hello, world!\nHello, world!\n")]
    [TestCase("/gzip/html", "<!DOCTYPE html>")]
    public async Task Compresses_for_those_who_accept_it(string path, string start)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept-Encoding", "gzip" } } };
        using var packed = await Hello.Client.SendAsync(request);
        using var plain = await Hello.Client.GetAsync(path);

        packed.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        plain.Content.Headers.ContentEncoding.ShouldBeEmpty();
        using var unpacked = new StreamReader(new GZipStream(await packed.Content.ReadAsStreamAsync(), CompressionMode.Decompress));
        (await unpacked.ReadToEndAsync()).ShouldBe(await plain.Content.ReadAsStringAsync());
        (await plain.Content.ReadAsStringAsync()).ShouldStartWith(start);
    }

    [Test]
    public async Task Aborts_without_an_answer() =>
        await Should.ThrowAsync<HttpRequestException>(() => Hello.Client.GetAsync("/abort"));

    [Test]
    public async Task Takes_a_query_of_many_kilobytes()
    {
        var query = "?q=" + new string('x', 16 * 1024);

        using var answer = await Hello.Client.GetAsync("/echo" + query);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldContain($"\"query\":\"{query}\"");
    }
}
