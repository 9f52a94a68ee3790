using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Web;

namespace Harness.Cli.Serving;

/// <summary>
/// Serves pages to this machine alone: one request for a page on each connection, no body, nothing that changes anything. Why not by a
/// server of .NET is in harness/decisions/0013-own-page-server.md.
/// </summary>
internal sealed class PageServer : IDisposable
{
    private const int MostAtOnce = 4;
    private const int MostConnections = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LastAnswers = TimeSpan.FromSeconds(2);

    private readonly TcpListener _listener;
    private readonly Func<string, IReadOnlyDictionary<string, string>, Page> _answer;
    private readonly SemaphoreSlim _connections = new(MostConnections);
    private readonly SemaphoreSlim _slots = new(MostAtOnce);

    private PageServer(TcpListener listener, Func<string, IReadOnlyDictionary<string, string>, Page> answer) =>
        (_listener, _answer) = (listener, answer);

    /// <summary>Where it listens, on 127.0.0.1.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Begins to listen.</summary>
    /// <param name="port">Port on 127.0.0.1; 0 for any that is free.</param>
    /// <param name="answer">Answers a GET for a path, with the parameters of its query.</param>
    /// <exception cref="HarnessException">The port is taken, or needs a permission.</exception>
    public static PageServer Start(int port, Func<string, IReadOnlyDictionary<string, string>, Page> answer)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return new PageServer(listener, answer);
        }
        catch (SocketException e)
        {
            listener.Dispose();
            throw HarnessException.Undecided(FormattableString.Invariant(
                $"cannot listen on 127.0.0.1:{port}: {e.Message.TrimEnd('.')}; give another --port, or none for a free one"), e);
        }
    }

    /// <summary>Answers until it is told to stop; what is being answered then is answered.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await _connections.WaitAsync(stop);
                var client = await _listener.AcceptTcpClientAsync(stop);
                _ = Task.Run(() => ServeAsync(client, stop), CancellationToken.None);
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (SocketException)
            {
                _connections.Release(); // the browser went away before it was taken
            }
        }

        _listener.Stop();
        for (var slot = 0; slot < MostAtOnce; slot++)
            await _slots.WaitAsync(LastAnswers, CancellationToken.None);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _listener.Dispose();
        _connections.Dispose();
        _slots.Dispose();
    }

    private async Task ServeAsync(TcpClient client, CancellationToken stop)
    {
        try
        {
            using var closed = client;
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
            patience.CancelAfter(Patience);
            var stream = client.GetStream();
            var head = await RequestHead.ReadAsync(stream, patience.Token);
            await _slots.WaitAsync(patience.Token);
            try
            {
                await SendAsync(stream, PageOf(head), head?.Method == "HEAD");
            }
            finally
            {
                _slots.Release();
            }

            await HangUpAsync(client, patience.Token);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The browser has gone, or was too slow.
        }
        finally
        {
            _connections.Release();
        }
    }

    private Page PageOf(RequestHead? head)
    {
        if (head is null || head.Target[0] != '/')
            return Page.Refusal(HttpStatusCode.BadRequest, "this is no request for a page");
        if (head.Hosts is not [var host] || !IsOwn(host))
            return Page.Refusal(HttpStatusCode.MisdirectedRequest, "this server has another address: open it as it was printed");
        if (head.Method is not ("GET" or "HEAD"))
            return Page.Refusal(HttpStatusCode.MethodNotAllowed, "only GET and HEAD: this server changes nothing");
        try
        {
            var (path, query) = head.Target.Split('?', 2) is [var before, var after] ? (before, after) : (head.Target, "");
            var parameters = HttpUtility.ParseQueryString(query);
            return _answer(path, parameters.AllKeys.OfType<string>().ToDictionary(name => name, name => parameters[name] ?? ""));
        }
        catch (HarnessException refused)
        {
            return Page.Refusal(refused.Kind == FailureKind.BadInput ? HttpStatusCode.UnprocessableContent
                : HttpStatusCode.ServiceUnavailable, refused.Message);
        }
        catch (Exception bug)
        {
            return Page.Refusal(HttpStatusCode.InternalServerError, Runs.Unexpected.Explain(bug).Message);
        }
    }

    /// <summary>A page elsewhere whose name was made to lead here (DNS rebinding) sends its own name.</summary>
    private bool IsOwn(string host) => host == FormattableString.Invariant($"127.0.0.1:{Port}") || (Port == 80 && host == "127.0.0.1");

    private static async Task SendAsync(NetworkStream stream, Page page, bool isHeadAlone)
    {
        using var patience = new CancellationTokenSource(Patience);
        var head = new StringBuilder(FormattableString.Invariant($"HTTP/1.1 {(int)page.Status} {page.Status}\r\n"));
        head.Append(FormattableString.Invariant($"Content-Type: {page.Type}\r\nContent-Length: {page.Content.Length}\r\n"));
        foreach (var (name, value) in SecurityHeaders.Of(page.IsOwn))
            head.Append(FormattableString.Invariant($"{name}: {value}\r\n"));
        if (page.Status == HttpStatusCode.MethodNotAllowed)
            head.Append("Allow: GET, HEAD\r\n");
        head.Append("Connection: close\r\n\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.ToString()), patience.Token);
        if (!isHeadAlone)
            await stream.WriteAsync(page.Content, patience.Token);
    }

    /// <summary>Reads away what is still to come, e.g. a body: to hang up on it would take the answer away from the browser.</summary>
    private static async Task HangUpAsync(TcpClient client, CancellationToken stop)
    {
        client.Client.Shutdown(SocketShutdown.Send);
        var rest = new byte[RequestHead.Longest];
        for (var i = 0; i < MostConnections && await client.GetStream().ReadAsync(rest, stop) > 0; i++)
        {
        }
    }
}
