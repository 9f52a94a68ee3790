using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace Harness.Tests.Support;

/// <summary>A request as a server saw it.</summary>
internal sealed record SeenRequest(string Method, string Target, string? Authorization);

/// <summary>A real server in this process, which remembers what it was asked.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<SeenRequest> _seen = new();
    private readonly ConcurrentQueue<string> _raw = new();
    private readonly ConcurrentQueue<string> _agents = new();
    private readonly ConcurrentQueue<string> _certificates = new();

    private LoopbackServer(Action<KestrelServerOptions> listen, RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(listen);
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Run(context =>
        {
            var target = $"{context.Request.Path}{context.Request.QueryString}";
            _seen.Enqueue(new SeenRequest(context.Request.Method, target, context.Request.Headers.Authorization));
            _raw.Enqueue(context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "");
            _agents.Enqueue($"{context.Request.Headers.UserAgent} {target}");
            return answer(context);
        });
    }

    public Uri Url => new(_app.Urls.Single());

    public IReadOnlyCollection<SeenRequest> Seen => _seen;

    /// <summary>Targets as they came, neither decoded nor cleaned.</summary>
    public IReadOnlyCollection<string> RawTargets => _raw;

    /// <summary>User agents, each with what it called.</summary>
    public IReadOnlyCollection<string> Agents => _agents;

    /// <summary>Subjects of the certificates that clients presented.</summary>
    public IReadOnlyCollection<string> Certificates => _certificates;

    public static async Task<LoopbackServer> StartAsync(
        RequestDelegate answer, X509Certificate2? certificate = null, bool asksForCertificate = false)
    {
        LoopbackServer? server = null;
        server = new LoopbackServer(Listen, answer);
        await server._app.StartAsync();
        return server;

        void Listen(KestrelServerOptions kestrel) => kestrel.Listen(IPAddress.Loopback, 0, endpoint =>
        {
            if (certificate is not null)
                endpoint.UseHttps(certificate, Ask);
        });

        void Ask(HttpsConnectionAdapterOptions https)
        {
            https.ClientCertificateMode = asksForCertificate ? ClientCertificateMode.AllowCertificate : ClientCertificateMode.NoCertificate;
            https.ClientCertificateValidation = (presented, _, _) =>
            {
                server!._certificates.Enqueue(presented.Subject);
                return true;
            };
        }
    }

    public static async Task<LoopbackServer> OnSocketAsync(string path, RequestDelegate answer)
    {
        var server = new LoopbackServer(kestrel => kestrel.ListenUnixSocket(path), answer);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>Answers everything with one status and body.</summary>
    public static RequestDelegate Always(int status, string body) => context =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    };

    /// <summary>A port on loopback that was free a moment ago.</summary>
    public static int RefusedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
