using System.Net;
using System.Net.Sockets;
using System.Text;
using Harness.Cli.Serving;
using Harness.Results;
using Harness.Tests.Results;

namespace Harness.Tests.Cli.Reporting;

/// <summary>Some runs, served by the real server, and asked in bytes: a client would mend what a test wants to be wrong.</summary>
internal sealed class ServedRuns : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PageServer _server;
    private readonly Task _running;

    public ServedRuns()
    {
        Site = new RunSite(new RunShelf(Runs.Root));
        _server = PageServer.Start(0, Site.Answer);
        _running = _server.RunAsync(_stop.Token);
    }

    public TemporaryRuns Runs { get; } = new();

    public RunSite Site { get; }

    public int Port => _server.Port;

    public Task<string> GetAsync(string path) => AskAsync($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{Port}\r\n\r\n");

    /// <summary>Sends a request as it is.</summary>
    /// <returns>All that came back until the server hung up.</returns>
    public async Task<string> AskAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        client.Client.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await reader.ReadToEndAsync(patience.Token);
    }

    /// <summary>Ends the server as Ctrl-C does, and waits until it has ended.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _server.Dispose();
        _stop.Dispose();
        Runs.Dispose();
    }
}
