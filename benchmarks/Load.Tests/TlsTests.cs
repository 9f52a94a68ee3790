using System.Security.Cryptography.X509Certificates;
using Harness.Load.Engine;
using Harness.Load.Tests.Support;
using Harness.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Harness.Load.Tests;

[CancelAfter(20_000)]
public sealed class TlsTests
{
    private const string Elsewhere = "elsewhere.example";

    [Test]
    public async Task A_certificate_from_the_routes_authority_is_accepted(CancellationToken cancellation)
    {
        using var authority = new Authority();
        (await AskAsync(authority.ForLoopback(), authority.Public, cancellation)).Status.ShouldBe(200);
    }

    [Test]
    public async Task A_certificate_from_another_authority_is_refused(CancellationToken cancellation)
    {
        using var authority = new Authority();
        using var other = new Authority();
        ShouldBeRefused(await AskAsync(authority.ForLoopback(), other.Public, cancellation));
    }

    [Test]
    public async Task A_certificate_for_another_host_is_refused(CancellationToken cancellation)
    {
        using var authority = new Authority();
        ShouldBeRefused(await AskAsync(authority.ForName(Elsewhere), authority.Public, cancellation));
    }

    [Test]
    public async Task A_certificate_for_the_name_that_the_route_expects_is_accepted(CancellationToken cancellation)
    {
        using var authority = new Authority();
        var answer = await AskAsync(authority.ForName(Elsewhere), authority.Public, cancellation, serverName: Elsewhere);
        answer.Status.ShouldBe(200);
    }

    [Test]
    public async Task Without_authorities_a_private_one_is_refused(CancellationToken cancellation)
    {
        using var authority = new Authority();
        ShouldBeRefused(await AskAsync(authority.ForLoopback(), null, cancellation));
    }

    [Test]
    public async Task An_empty_set_of_authorities_trusts_nobody(CancellationToken cancellation)
    {
        using var authority = new Authority();
        ShouldBeRefused(await AskAsync(authority.ForLoopback(), [], cancellation));
    }

    [TestCase("1.1")]
    [TestCase("2.0")]
    public async Task A_client_certificate_is_presented(string version, CancellationToken cancellation)
    {
        using var authority = new Authority();
        var (pem, key) = authority.ForClient(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(62), "tenant-7");
        await using var server = await LoopbackServer.StartAsync(
            (context, _) => context.Response.WriteAsync($"{context.Connection.ClientCertificate?.Subject}"), authority.ForLoopback());
        var target = server.Target with
        {
            Authorities = authority.Public,
            ClientCertificates = [X509Certificate2.CreateFromPem(pem, key)],
            HttpVersion = Version.Parse(version),
            Marker = "CN=tenant-7",
        };

        var without = target with { ClientCertificates = null };
        (await OneStep.KindsAsync(without, 1, ofDotNet: version != "1.1", cancellation)).ShouldBe([ErrorKinds.WrongBody]);
        (await OneStep.KindsAsync(target, 1, ofDotNet: version != "1.1", cancellation)).ShouldBe([null]);
    }

    [TestCase("1.1")]
    [TestCase("2.0")]
    public async Task The_routes_HTTP_version_is_spoken_whatever_else_the_server_offers(string version, CancellationToken cancellation)
    {
        using var authority = new Authority();
        string? spoken = null;
        await using var server = await LoopbackServer.StartAsync(
            (context, _) =>
            {
                spoken = context.Request.Protocol;
                return context.Response.WriteAsync(LoopbackServer.Hello);
            },
            authority.ForLoopback());
        var target = server.Target with { Authorities = authority.Public };
        if (version != "1.1")
            target = target with { HttpVersion = Version.Parse(version) };

        (await new LocalLoadGenerator().AskAsync(target, TimeSpan.FromSeconds(30), cancellation)).Status.ShouldBe(200);

        spoken.ShouldBe(version == "1.1" ? "HTTP/1.1" : "HTTP/2");
        new LoadRoute("direct", "loopback", target).RecordedVia.ShouldBe($"loopback, HTTP/{version}");
    }

    private static async Task<HttpAnswer> AskAsync(
        X509Certificate2 certificate, X509Certificate2Collection? authorities, CancellationToken cancellation, string? serverName = null)
    {
        await using var server = await LoopbackServer.StartAsync(
            (context, _) => context.Response.WriteAsync(LoopbackServer.Hello), certificate);
        var target = server.Target with { Authorities = authorities, ServerName = serverName };
        var answer = await new LocalLoadGenerator().AskAsync(target, TimeSpan.FromSeconds(30), cancellation);
        server.Requests.ShouldBe(answer.Status is null ? 0 : 1, "a refused server must not see the request");
        return answer;
    }

    private static void ShouldBeRefused(HttpAnswer answer)
    {
        answer.Status.ShouldBeNull();
        answer.Error.ShouldNotBeNull().ShouldStartWith($"{ErrorKinds.WrongCertificate}: ");
    }
}
