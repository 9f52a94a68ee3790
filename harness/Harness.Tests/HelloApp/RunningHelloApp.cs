using System.Net;
using HelloApp;
using HelloApp.Serving;
using Microsoft.AspNetCore.Builder;

namespace Harness.Tests.HelloApp;

/// <summary>hello-app in this process, on ports of the system's choosing, and a client that follows nothing and trusts anything.</summary>
internal sealed class RunningHelloApp : IAsyncDisposable
{
    public const string HostName = "hello-app-7d4b9.example";

    private RunningHelloApp(WebApplication app)
    {
        App = app;
        Client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            SslOptions = new() { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null },
        })
        { BaseAddress = Http };
    }

    public WebApplication App { get; }

    public HttpClient Client { get; }

    public Uri Http => new(App.Urls.Single(url => url.StartsWith("http:", StringComparison.Ordinal)));

    public Uri? Https => App.Urls.SingleOrDefault(url => url.StartsWith("https:", StringComparison.Ordinal)) is { } url ? new(url) : null;

    public static async Task<RunningHelloApp> StartAsync(Func<ServerOptions, ServerOptions>? with = null)
    {
        var options = new ServerOptions { Port = 0, HttpsPort = null, Address = IPAddress.Loopback, HostName = HostName };
        var app = HelloServer.Create(with is null ? options : with(options));
        await app.StartAsync();
        return new RunningHelloApp(app);
    }

    public Task<HttpResponseMessage> SendAsync(string method, string path, HttpContent? content = null) =>
        Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path) { Content = content });

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
    }
}
