using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Harness.Load.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Harness.Load.Tests.SideEffects;

/// <summary>As much of an API server as leases and a watched ConfigMap need: versions that must match, and a stream of updates.</summary>
internal sealed class FakeApi : IAsyncDisposable
{
    public static readonly AuthenticationHeaderValue Token = new("Bearer", "s3cret");
    private readonly Channel<string> _updates = Channel.CreateUnbounded<string>();
    private LoopbackServer _server = null!;
    private int _version = 1;

    public HttpMessageInvoker Client { get; } = new(new SocketsHttpHandler());

    /// <summary>Status of the next answers to PUT and PATCH; 0 for the right one.</summary>
    public int Refuses { get; set; }

    /// <summary>Status of the watch.</summary>
    public int WatchStatus { get; set; } = 200;

    /// <summary>Whether the watch ends after each update.</summary>
    public bool EndsWatches { get; init; }

    public int Watches { get; private set; }

    public List<string> Renewed { get; } = [];

    public static async Task<FakeApi> StartAsync(FakeApi? api = null)
    {
        api ??= new FakeApi();
        api._server = await LoopbackServer.StartAsync((context, _) => api.AnswerAsync(context));
        return api;
    }

    public Uri Url(string path) => new(_server.Url, path);

    /// <summary>Somebody else renews the lease.</summary>
    public void Overtake() => _version++;

    public async ValueTask DisposeAsync()
    {
        _updates.Writer.TryComplete();
        Client.Dispose();
        await _server.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization != Token.ToString())
            context.Response.StatusCode = 401;
        else if (context.Request.Query.ContainsKey("watch"))
            await StreamAsync(context);
        else if (Refuses > 0 && context.Request.Method != "GET")
            context.Response.StatusCode = Refuses;
        else if (context.Request.Method == "PATCH")
            await UpdateAsync(context);
        else
            await LeaseAsync(context);
    }

    private async Task UpdateAsync(HttpContext context)
    {
        var patch = await JsonNode.ParseAsync(context.Request.Body);
        await context.Response.WriteAsync("{}");
        await context.Response.CompleteAsync();
        _updates.Writer.TryWrite(patch!.ToJsonString());
    }

    private async Task StreamAsync(HttpContext context)
    {
        Watches++;
        context.Response.StatusCode = WatchStatus;
        if (WatchStatus != 200)
            return;
        await context.Response.WriteAsync("""{"type":"ADDED","object":{"metadata":{"name":"watched"}}}""" + "\n");
        await context.Response.Body.FlushAsync();
        await foreach (var update in _updates.Reader.ReadAllAsync(context.RequestAborted))
        {
            await context.Response.WriteAsync($$"""{"type":"MODIFIED","object":{{update}}}""" + "\n");
            await context.Response.Body.FlushAsync();
            if (EndsWatches)
                return;
        }
    }

    private async Task LeaseAsync(HttpContext context)
    {
        if (context.Request.Method == "PUT")
        {
            var lease = await JsonNode.ParseAsync(context.Request.Body);
            if (lease!["metadata"]!["resourceVersion"]!.GetValue<string>() != $"{_version}")
            {
                context.Response.StatusCode = 409;
                return;
            }

            _version++;
            Renewed.Add(lease["spec"]!["renewTime"]!.GetValue<string>());
        }

        await context.Response.WriteAsync($$$"""{"metadata":{"resourceVersion":"{{{_version}}}"},"spec":{"holderIdentity":"a"}}""");
    }
}
