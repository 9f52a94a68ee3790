using System.Security.Cryptography;
using System.Text.Json;
using HelloApp.Serving;

namespace Harness.Tests.HelloApp;

internal sealed class DigestTests : HelloAppFixture
{
    [TestCase(0)]
    [TestCase(200_000)]
    public async Task Of_a_body_is_its_length_and_SHA_256(int length)
    {
        var body = new byte[length];
        new Random(1).NextBytes(body);

        using var answer = await Hello.SendAsync("PUT", "/digest", new ByteArrayContent(body));

        (await ReadAsync(answer)).ShouldBe((length, Convert.ToHexStringLower(SHA256.HashData(body))));
    }

    [Test]
    public async Task Of_bytes_is_that_of_what_is_sent()
    {
        var sent = await Hello.Client.GetByteArrayAsync("/bytes/200000");

        using var answer = await Hello.Client.GetAsync("/digest/200000");

        (await ReadAsync(answer)).ShouldBe((200_000, Convert.ToHexStringLower(SHA256.HashData(sent))));
    }

    [Test]
    public async Task Without_OpenSSL_there_is_none([Values("/digest", "/digest/1")] string path)
    {
        await using var hello = await RunningHelloApp.StartAsync((ServerOptions options) => options with { HasCryptography = false });

        using var answer = await hello.Client.GetAsync(path);

        ((int)answer.StatusCode).ShouldBe(501);
    }

    private static async Task<(long, string)> ReadAsync(HttpResponseMessage answer)
    {
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return (json.RootElement.GetProperty("length").GetInt64(), json.RootElement.GetProperty("sha256").GetString()!);
    }
}
