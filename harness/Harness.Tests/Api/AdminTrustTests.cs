using Harness.Api;
using Harness.Proxying;
using Harness.Tests.Images;
using Harness.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Harness.Tests.Api;

/// <summary>Who is believed to be the API server, and who gets the administrator's credentials.</summary>
internal sealed class AdminTrustTests
{
    private const string Version = """{"gitVersion":"v1.34.1"}""";
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private Authority _authority = null!;

    [SetUp]
    public void Make() => _authority = new Authority();

    [TearDown]
    public void Dispose() => _authority.Dispose();

    [Test]
    public async Task A_certificate_of_the_clusters_authority_for_another_host_gets_no_token()
    {
        await using var server = await LoopbackServer.StartAsync(LoopbackServer.Always(200, Version), _authority.ForName("worker.example"));

        var failure = await Should.ThrowAsync<HarnessException>(() => ConnectAsync(server.Url));

        failure.Kind.ShouldBe(FailureKind.Undecided);
        failure.Message.ShouldContain("cannot be trusted: its certificate is for another name");
        server.Seen.ShouldBeEmpty();
    }

    [Test]
    public async Task A_certificate_of_another_authority_gets_no_token()
    {
        using var another = new Authority();
        await using var server = await LoopbackServer.StartAsync(LoopbackServer.Always(200, Version), another.ForLoopback());

        (await Should.ThrowAsync<HarnessException>(() => ConnectAsync(server.Url))).Message.ShouldContain("cannot be trusted");
        server.Seen.ShouldBeEmpty();
    }

    [Test]
    public async Task A_server_of_the_address_is_trusted()
    {
        await using var server = await LoopbackServer.StartAsync(LoopbackServer.Always(200, Version), _authority.ForLoopback());

        (await ConnectAsync(server.Url)).ShouldBe("v1.34.1");
        server.Seen.Single().Authorization.ShouldBe("Bearer admin-token");
    }

    [Test]
    public async Task The_name_to_expect_is_verified_and_is_what_the_server_is_called()
    {
        string? host = null;
        await using var server = await LoopbackServer.StartAsync(
            context =>
            {
                host = context.Request.Host.Host;
                return context.Response.WriteAsync(Version);
            },
            _authority.ForName("kubernetes.example"));

        (await ConnectAsync(server.Url, cluster: "tls-server-name: kubernetes.example")).ShouldBe("v1.34.1");
        host.ShouldBe("kubernetes.example");
        (await Should.ThrowAsync<HarnessException>(() => ConnectAsync(server.Url, cluster: "tls-server-name: another.example")))
            .Message.ShouldContain("for another name");
    }

    [Test]
    public async Task Raw_calls_verify_the_expected_name_too()
    {
        await using var server = await LoopbackServer.StartAsync(
            LoopbackServer.Always(200, "ok"), _authority.ForName("kubernetes.example"));
        using var right = KubernetesClients.Create(new ApiServerAddress(server.Url, _authority.Public, "kubernetes.example"), null);
        using var wrong = KubernetesClients.Create(new ApiServerAddress(server.Url, _authority.Public), null);

        (await RawApi.CallAsync(right, HttpMethod.Get, "readyz", null, CancellationToken.None)).ShouldBe((200, "ok"));
        await Should.ThrowAsync<HttpRequestException>(
            () => RawApi.CallAsync(wrong, HttpMethod.Get, "readyz", null, CancellationToken.None));
        server.Seen.Count.ShouldBe(1);
    }

    [Test]
    public async Task A_redirect_is_not_followed_and_the_other_host_is_offered_nothing()
    {
        await using var elsewhere = await LoopbackServer.StartAsync(
            LoopbackServer.Always(200, Version), _authority.ForLoopback(), asksForCertificate: true);
        await using var server = await LoopbackServer.StartAsync(
            context =>
            {
                context.Response.Redirect($"{elsewhere.Url}version", permanent: false, preserveMethod: true);
                return Task.CompletedTask;
            },
            _authority.ForLoopback(), asksForCertificate: true);
        var (certificate, key) = _authority.ForClient(Now.AddDays(-1), Now.AddDays(1));
        using var scratch = new Scratch();
        scratch.Write("tls.crt", certificate);
        scratch.Write("tls.key", key);

        (await Should.ThrowAsync<HarnessException>(() => ConnectAsync(
                server.Url, user: "client-certificate: tls.crt, client-key: tls.key", scratch: scratch)))
            .Message.ShouldContain("answered /version with 307 ");

        server.Certificates.ShouldBe(["CN=admin-of-test"]);
        elsewhere.Seen.ShouldBeEmpty();
        elsewhere.Certificates.ShouldBeEmpty();
    }

    [Test]
    public async Task A_path_that_means_another_host_is_not_called()
    {
        await using var elsewhere = await LoopbackServer.StartAsync(LoopbackServer.Always(200, "stolen"));
        await using var server = await LoopbackServer.StartAsync(LoopbackServer.Always(200, "ok"));
        using var admin = KubernetesClients.Create(new ApiServerAddress(server.Url, null), new BearerToken("admin-token"));

        (await Should.ThrowAsync<HttpRequestException>(() => RawApi.CallAsync(
                admin, HttpMethod.Get, $"//{elsewhere.Url.Authority}/", null, CancellationToken.None)))
            .Message.ShouldContain("was not sent");
        elsewhere.Seen.ShouldBeEmpty();
    }

    [Test]
    public async Task Consumers_calls_to_another_host_are_not_sent_either()
    {
        await using var elsewhere = await LoopbackServer.StartAsync(LoopbackServer.Always(200, "stolen"));
        await using var server = await LoopbackServer.StartAsync(LoopbackServer.Always(200, "ok"));
        using var consumer = new ServiceProxyClient(new ApiServerAddress(server.Url, null), "consumer-a", new BearerToken("t"));

        (await consumer.CallAsync(HttpMethod.Get, $"@{elsewhere.Url.Authority}/", CancellationToken.None))
            .Verdict.Kind.ShouldBe(VerdictKind.Failed);
        elsewhere.Seen.ShouldBeEmpty();
    }

    private async Task<string> ConnectAsync(
        Uri server, string cluster = "extensions: []", string user = "token: admin-token", Scratch? scratch = null)
    {
        using var own = new Scratch();
        var folder = scratch ?? own;
        folder.Write("ca.crt", _authority.PublicPem);
        var file = folder.Write("kubeconfig", $$"""
            current-context: c
            clusters: [{name: c, cluster: {server: "{{server.AbsoluteUri}}", certificate-authority: ca.crt, {{cluster}} } }]
            users: [{name: u, user: { {{user}} } }]
            contexts: [{name: c, context: {cluster: c, user: u} }]
            """);
        var (client, _, version) = await ServerGreeting.ConnectAsync(new ServerChoice(file, null), CancellationToken.None);
        client.Dispose();
        return version;
    }
}
