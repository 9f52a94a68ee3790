using System.Net;
using System.Security.Cryptography.X509Certificates;
using HelloApp.Admission;
using HelloApp.Endpoints;
using HelloApp.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HelloApp;

/// <summary>Puts the server together.</summary>
internal static class HelloServer
{
    // Open connections are cut after this time, so that a pod is gone within a second of its SIGTERM.
    private static readonly TimeSpan GraceForOpenRequests = TimeSpan.FromMilliseconds(300);

    private const int MaxRequestLine = 64 * 1024;

    public static WebApplication Create(ServerOptions options)
    {
        // In an image the content root is "/", and watching it for changed settings would mean watching the whole file system.
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false"] });
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = GraceForOpenRequests);
        var certificate = ServerCertificate.For(options);
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, options, certificate));

        var app = builder.Build();
        var counters = new RequestCounters();
        var routes = options.EchoesAll
            ? new Routes(EchoEndpoint.For(options.HostName))
            : All(options, app, counters, certificate);
        app.Run(new Dispatcher(routes, counters).HandleAsync);
        return app;
    }

    private static Routes All(ServerOptions options, WebApplication app, RequestCounters counters, X509Certificate2? certificate)
    {
        var routes = new Routes(HelloEndpoint.For(options.HostName));
        EchoEndpoint.Add(routes, options.HostName);
        TransferEndpoint.Add(routes);
        DigestEndpoint.Add(routes, options);
        OutcomeEndpoints.Add(routes, options.Time);
        HtmlEndpoints.Add(routes);
        WebSocketEndpoint.Add(routes, app, options);
        EventStreamEndpoint.Add(routes, options.Time);
        StepsEndpoint.Add(routes);
        MessageEndpoints.Add(routes);
        ResolveEndpoint.Add(routes);
        PeerEndpoint.Add(routes);
        CertificateEndpoint.Add(routes, certificate);
        AdmissionEndpoint.Add(routes, AdmissionRules.From(options.RulesFile));
        ProbeEndpoints.Add(routes, counters);
        return routes;
    }

    private static void Listen(KestrelServerOptions kestrel, ServerOptions options, X509Certificate2? certificate)
    {
        kestrel.AddServerHeader = false;
        // A target for tests takes whatever it is sent, however slowly, and with however long a query.
        kestrel.Limits.MaxRequestLineSize = MaxRequestLine;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        // HTTP/1.1 on both ports: a WebSocket upgrade needs it, and HTTPS then differs from HTTP by TLS alone.
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1);

        ListenOn(kestrel, options.Address, options.Port, _ => { });
        if (options.HttpsPort is { } port && certificate is not null)
            ListenOn(kestrel, options.Address, port, endpoint => endpoint.UseHttps(certificate));
    }

    private static void ListenOn(KestrelServerOptions kestrel, IPAddress address, int port, Action<ListenOptions> configure)
    {
        // ListenAnyIP falls back to IPv4 alone where the kernel has no IPv6.
        if (address.Equals(IPAddress.IPv6Any))
            kestrel.ListenAnyIP(port, configure);
        else
            kestrel.Listen(address, port, configure);
    }
}
