using System.Security.Cryptography.X509Certificates;
using Harness.Api;
using Harness.Proxying;
using Harness.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Harness.Tests.Proxying;

/// <summary>For tests of the client against a real TLS server, whose certificate is of an authority made for the test.</summary>
internal abstract class ServiceProxyClientFixture
{
    protected static readonly ServiceProxyUrl Hello = ServiceProxyUrl.For("team-a", "hello-app").WithPort(8080).WithPath("/greeting");
    protected static readonly BearerToken Token = new("eyJ.of.consumer-a");
    private LoopbackServer? _server;

    protected Authority Trusted { get; private set; } = null!;

    protected LoopbackServer Server => _server!;

    [SetUp]
    public void MakeAuthority() => Trusted = new Authority();

    [TearDown]
    public async Task StopAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _server = null;
        Trusted.Dispose();
    }

    protected async Task StartAsync(RequestDelegate answer, X509Certificate2? certificate = null) =>
        _server = await LoopbackServer.StartAsync(answer, certificate ?? Trusted.ForLoopback());

    protected ApiServerAddress Api(Authority authority) => new(Server.Url, authority.Public);

    protected ServiceProxyClient Client(Authority authority) => new(Api(authority), "consumer-a", Token);
}
