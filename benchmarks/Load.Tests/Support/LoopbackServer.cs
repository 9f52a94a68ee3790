using System.Net;
using System.Security.Cryptography.X509Certificates;
using Harness.Load.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Harness.Load.Tests.Support;

/// <summary>A real server on loopback that counts what reaches it: the independent witness of what the engine reports.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    public const string Hello = "Hello, world!\nVersion: 1.0.0\n";
    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _allClosed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _requests;
    private int _inFlight;
    private int _openConnections;

    private LoopbackServer(Func<HttpContext, int, Task> answer, X509Certificate2? certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Use(next => connection => CountAsync(next, connection));
            if (certificate is null)
                return;
            listen.UseHttps(certificate, https =>
            {
                https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                https.AllowAnyClientCertificate();
            });
        }));
        _app = builder.Build();
        _app.Run(context => CountAsync(context, answer));
    }

    public int Requests => _requests;

    public int MostInFlight { get; private set; }

    public int Connections { get; private set; }

    /// <summary>Done when the last connection was closed.</summary>
    public Task AllClosed => _allClosed.Task;

    public Uri Url { get; private set; } = null!;

    public HttpTarget Target => new(Url, "Hello, world!");

    /// <summary>Starts it; the handler is told each request's number, from 1.</summary>
    public static async Task<LoopbackServer> StartAsync(Func<HttpContext, int, Task> answer, X509Certificate2? certificate = null)
    {
        var server = new LoopbackServer(answer, certificate);
        await server._app.StartAsync();
        var addresses = server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        server.Url = new Uri(addresses!.Addresses.Single());
        return server;
    }

    public static Task<LoopbackServer> StartAsync() => StartAsync((context, _) => context.Response.WriteAsync(Hello));

    public static Task<LoopbackServer> AnsweringAsync(int status, string body) => StartAsync((context, _) =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task CountAsync(ConnectionDelegate next, ConnectionContext connection)
    {
        lock (_lock)
        {
            Connections++;
            _openConnections++;
        }

        try
        {
            await next(connection);
        }
        finally
        {
            lock (_lock)
            {
                if (--_openConnections == 0)
                    _allClosed.TrySetResult();
            }
        }
    }

    private async Task CountAsync(HttpContext context, Func<HttpContext, int, Task> answer)
    {
        lock (_lock)
            MostInFlight = Math.Max(MostInFlight, ++_inFlight);
        try
        {
            await answer(context, Interlocked.Increment(ref _requests));
        }
        finally
        {
            lock (_lock)
                _inFlight--;
        }
    }
}
