using System.Net.WebSockets;
using HelloApp.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace HelloApp.Endpoints;

/// <summary>A WebSocket that sends back each frame as it came.</summary>
internal static class WebSocketEndpoint
{
    public static void Add(Routes routes, IApplicationBuilder app, ServerOptions options)
    {
        if (!options.HasCryptography)
        {
            // The handshake needs SHA-1.
            routes.Exact("/ws", context => Reply.TextAsync(context, StatusCodes.Status501NotImplemented, "no OpenSSL here"));
            return;
        }

        // On a branch of its own, so that no other request pays for the middleware.
        var branch = app.New();
        branch.UseWebSockets();
        branch.Run(HandleAsync);
        routes.Exact("/ws", branch.Build());
    }

    private static async Task HandleAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.Headers.Upgrade = "websocket";
            await Reply.TextAsync(context, StatusCodes.Status426UpgradeRequired, "a WebSocket upgrade is expected here");
            return;
        }

        // Browsers hang up when none of the subprotocols that they offer is taken.
        var protocol = context.WebSockets.WebSocketRequestedProtocols.Count > 0
            ? context.WebSockets.WebSocketRequestedProtocols[0]
            : null;
        using var socket = await context.WebSockets.AcceptWebSocketAsync(protocol);
        try
        {
            await EchoAsync(socket, context.RequestAborted);
        }
        catch (WebSocketException)
        {
            // The caller left without a closing frame; there is no one to tell.
        }
    }

    private static async Task EchoAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var frame = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (frame.MessageType == WebSocketMessageType.Close)
            {
                // A close without a status is no status that may be sent (RFC 6455, section 7.4.1).
                var status = socket.CloseStatus is null or WebSocketCloseStatus.Empty
                    ? WebSocketCloseStatus.NormalClosure
                    : socket.CloseStatus.Value;
                await socket.CloseOutputAsync(status, socket.CloseStatusDescription, cancellationToken);
                return;
            }

            await socket.SendAsync(buffer.AsMemory(0, frame.Count), frame.MessageType, frame.EndOfMessage, cancellationToken);
        }
    }
}
