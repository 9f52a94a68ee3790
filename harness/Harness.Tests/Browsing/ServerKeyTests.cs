using System.Security.Cryptography;
using Harness.Api;
using Harness.Scenarios.Browsing;
using Harness.Tests.Support;

namespace Harness.Tests.Browsing;

internal sealed class ServerKeyTests
{
    [Test]
    public async Task It_is_the_digest_of_the_servers_own_key()
    {
        using var authority = new Authority();
        using var certificate = authority.ForLoopback();
        await using var server = await LoopbackServer.StartAsync(LoopbackServer.Always(200, ""), certificate);

        var pin = await ServerKey.PinAsync(new ApiServerAddress(server.Url, authority.Public), CancellationToken.None);

        using var key = System.Security.Cryptography.X509Certificates.ECDsaCertificateExtensions.GetECDsaPublicKey(certificate)!;
        pin.ShouldBe(Convert.ToBase64String(SHA256.HashData(key.ExportSubjectPublicKeyInfo())));
    }

    [Test]
    public async Task A_server_of_another_name_is_verified_by_the_name_that_the_kubeconfig_gives()
    {
        using var authority = new Authority();
        using var certificate = authority.ForName("api.example");
        await using var server = await LoopbackServer.StartAsync(LoopbackServer.Always(200, ""), certificate);

        (await ServerKey.PinAsync(new ApiServerAddress(server.Url, authority.Public, "api.example"), CancellationToken.None))
            .ShouldNotBeEmpty();
    }

    [Test]
    public async Task The_key_of_a_server_that_cannot_be_verified_is_never_pinned()
    {
        using var authority = new Authority();
        using var stranger = new Authority();
        using var certificate = stranger.ForLoopback();
        await using var server = await LoopbackServer.StartAsync(LoopbackServer.Always(200, ""), certificate);

        var refusal = await Should.ThrowAsync<HarnessException>(
            () => ServerKey.PinAsync(new ApiServerAddress(server.Url, authority.Public), CancellationToken.None));

        refusal.Kind.ShouldBe(FailureKind.Undecided);
        refusal.Message.ShouldStartWith($"the certificate of {server.Url.Authority} could not be verified for the browser: ");
    }

    [Test]
    public async Task A_server_that_is_not_there_is_undecided()
    {
        using var authority = new Authority();
        var nowhere = new Uri($"https://127.0.0.1:{LoopbackServer.RefusedPort()}");

        var refusal = await Should.ThrowAsync<HarnessException>(
            () => ServerKey.PinAsync(new ApiServerAddress(nowhere, authority.Public), CancellationToken.None));

        refusal.Kind.ShouldBe(FailureKind.Undecided);
    }
}
