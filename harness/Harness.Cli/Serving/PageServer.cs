using System.Net;
using System.Net.Sockets;

namespace Harness.Cli.Serving;

/// <summary>
/// Serves pages to this machine alone. <see cref="HttpListener"/> is part of the runtime that every command has; Kestrel would need
/// ASP.NET's besides, and each command would start more slowly for it. It answers 404 by itself where a request's Host is not the address
/// it listens on: a page elsewhere whose name was made to lead here (DNS rebinding) sends its own name.
/// </summary>
internal sealed class PageServer : IDisposable
{
    private const int Attempts = 20;
    private const int MostAtOnce = 4;
    private static readonly TimeSpan LastAnswers = TimeSpan.FromSeconds(2);

    private readonly HttpListener _listener;
    private readonly Func<string, IReadOnlyDictionary<string, string>, Page> _answer;
    private readonly SemaphoreSlim _slots = new(MostAtOnce);

    private PageServer(HttpListener listener, int port, Func<string, IReadOnlyDictionary<string, string>, Page> answer) =>
        (_listener, Port, _answer) = (listener, port, answer);

    /// <summary>Where it listens, on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Begins to listen.</summary>
    /// <param name="port">Port on 127.0.0.1; 0 for any that is free.</param>
    /// <param name="answer">Answers a GET for a path, with the parameters of its query.</param>
    /// <exception cref="HarnessException">The port is taken, or needs a permission.</exception>
    public static PageServer Start(int port, Func<string, IReadOnlyDictionary<string, string>, Page> answer)
    {
        for (var attempt = 1; ; attempt++)
        {
            var chosen = port == 0 ? FreePort() : port;
            var listener = new HttpListener();
            listener.Prefixes.Add(FormattableString.Invariant($"http://127.0.0.1:{chosen}/"));
            try
            {
                listener.Start();
                return new PageServer(listener, chosen, answer);
            }
            catch (Exception e) when (e is HttpListenerException or SocketException)
            {
                listener.Close();
                if (port != 0 || attempt == Attempts) // another process may have been given a free port first
                {
                    throw HarnessException.Undecided(FormattableString.Invariant(
                        $"cannot listen on 127.0.0.1:{chosen}: {e.Message.TrimEnd('.')}; give another --port, or none for a free one"), e);
                }
            }
        }
    }

    /// <summary>Answers until it is told to stop; what is being answered then is answered.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var registration = stop.Register(_listener.Stop);
        while (!stop.IsCancellationRequested)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                if (stop.IsCancellationRequested)
                    break;
                continue;
            }

            await _slots.WaitAsync(CancellationToken.None);
            _ = Task.Run(() => Answer(context), CancellationToken.None);
        }

        for (var slot = 0; slot < MostAtOnce; slot++)
            await _slots.WaitAsync(LastAnswers, CancellationToken.None);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _listener.Close();
        _slots.Dispose();
    }

    private void Answer(HttpListenerContext context)
    {
        try
        {
            Send(context, PageOf(context.Request));
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            context.Response.Abort(); // the browser has gone
        }
        finally
        {
            _slots.Release();
        }
    }

    private Page PageOf(HttpListenerRequest request)
    {
        if (request.HttpMethod is not ("GET" or "HEAD"))
            return Page.Refusal(HttpStatusCode.MethodNotAllowed, "only GET and HEAD: this server changes nothing");
        try
        {
            var query = request.QueryString;
            return _answer(
                request.RawUrl?.Split('?')[0] ?? "",
                query.AllKeys.OfType<string>().ToDictionary(name => name, name => query[name] ?? ""));
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

    private static void Send(HttpListenerContext context, Page page)
    {
        using var response = context.Response;
        SecurityHeaders.AddTo(response, page.IsOwn);
        if (page.Status == HttpStatusCode.MethodNotAllowed)
            response.Headers["Allow"] = "GET, HEAD";
        (response.StatusCode, response.ContentType, response.ContentLength64) = ((int)page.Status, page.Type, page.Content.Length);
        response.KeepAlive = false; // a handful of connections, each over as soon as it is answered
        if (context.Request.HttpMethod != "HEAD")
            response.OutputStream.Write(page.Content.Span);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
