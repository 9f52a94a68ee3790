using System.Text.Json;

namespace Harness.Tests.HelloApp;

internal sealed class EchoTests : HelloAppFixture
{
    [Test]
    public async Task Echoes_method_path_query_and_headers_as_sent()
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, "/echo/a%2Fb?q=%20x&q=2");
        request.Headers.Add("X-Forwarded-For", ["10.0.0.1", "10.0.0.2"]);

        using var answer = await Hello.Client.SendAsync(request);
        var echoed = await ReadAsync(answer);

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        echoed.GetProperty("method").GetString().ShouldBe("PATCH");
        echoed.GetProperty("path").GetString().ShouldBe("/echo/a%2Fb");
        echoed.GetProperty("query").GetString().ShouldBe("?q=%20x&q=2");
        echoed.GetProperty("hostname").GetString().ShouldBe(RunningHelloApp.HostName);
        echoed.GetProperty("headers").GetProperty("X-Forwarded-For").EnumerateArray()
            .Select(value => value.GetString()).ShouldBe(["10.0.0.1, 10.0.0.2"]);
        echoed.GetProperty("headers").GetProperty("Host").GetArrayLength().ShouldBe(1);
    }

    [TestCase(new byte[] { 0x68, 0xC3, 0xA9 }, "hé", "utf-8")]
    [TestCase(new byte[] { 0xFF, 0xFE }, "//4=", "base64")]
    [TestCase(new byte[] { }, "", "utf-8")]
    public async Task Echoes_text_as_text_and_other_bodies_in_base64(byte[] body, string expected, string encoding)
    {
        using var answer = await Hello.SendAsync("POST", "/echo", new ByteArrayContent(body));
        var echoed = await ReadAsync(answer);

        echoed.GetProperty("body").GetString().ShouldBe(expected);
        echoed.GetProperty("bodyEncoding").GetString().ShouldBe(encoding);
    }

    [Test]
    public async Task Refuses_a_body_too_long_to_hold()
    {
        using var answer = await Hello.SendAsync("POST", "/echo", new ByteArrayContent(new byte[(32 << 20) + 1]));

        ((int)answer.StatusCode).ShouldBe(413);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }
}
