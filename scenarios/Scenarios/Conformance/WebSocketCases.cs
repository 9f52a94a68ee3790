using System.Globalization;
using System.Net.WebSockets;

namespace Harness.Scenarios.Conformance;

/// <summary>
/// WebSockets: after the upgrade the proxy copies bytes both ways. A backend's refusal to upgrade is passed on; an answer
/// that ignores the upgrade becomes an error of the API server's own (source: util/proxy/upgradeaware.go, tryUpgrade).
/// </summary>
public static class WebSocketCases
{
    public static IReadOnlyList<ProxyCase> All { get; } =
    [
        Echo("text of 5 bytes", WebSocketMessageType.Text, 5),
        Echo("empty text", WebSocketMessageType.Text, 0),
        Echo("binary of 1 byte", WebSocketMessageType.Binary, 1),
        Echo("binary of 1 MiB", WebSocketMessageType.Binary, 1 << 20),
        Close(1000, "done"),
        Close(1001, ""),
        Close(3001, "of the application's own"),
        Close(4999, "private"),
        new("a subprotocol", "chat", async hello =>
        {
            using var socket = new ClientWebSocket();
            socket.Options.AddSubProtocol("chat");
            await hello.ConnectAsync(socket, "/ws");
            return socket.SubProtocol ?? "none";
        }),
        new("an upgrade that the backend refuses with 403", "403", hello => RefusedAsync(hello, "/status/403")),
        new("an upgrade that the backend answers with 200", "500", hello => RefusedAsync(hello, "/echo")),
        new("no upgrade where one is expected", "426", async hello =>
            (await hello.GetAsync("/ws")).Status.ToString(CultureInfo.InvariantCulture)),
    ];

    private static ProxyCase Echo(string name, WebSocketMessageType type, int length) => new(name, "echoed", async hello =>
    {
        using var socket = new ClientWebSocket();
        await hello.ConnectAsync(socket, "/ws");
        var sent = new byte[length];
        Array.Fill(sent, (byte)'x');
        // Both at once: the echo of a long message begins before it is sent in full.
        var receiving = ReceiveAsync(socket, hello.Stop);
        await socket.SendAsync(sent, type, endOfMessage: true, hello.Stop);
        var (got, gotType) = await receiving;
        return gotType == type && got.AsSpan().SequenceEqual(sent) ? "echoed" : $"{gotType} of {got.Length} bytes";
    });

    private static ProxyCase Close(int code, string reason) => new(
        $"close code {code}{(reason.Length == 0 ? "" : " with a reason")}", "echoed", async hello =>
        {
            using var socket = new ClientWebSocket();
            await hello.ConnectAsync(socket, "/ws");
            await socket.CloseAsync((WebSocketCloseStatus)code, reason, hello.Stop);
            return ((int?)socket.CloseStatus, socket.CloseStatusDescription ?? "") == (code, reason)
                ? "echoed"
                : $"closed with {(int?)socket.CloseStatus} \"{socket.CloseStatusDescription}\"";
        });

    private static async Task<string> RefusedAsync(ProxiedHello hello, string path)
    {
        using var socket = new ClientWebSocket();
        try
        {
            await hello.ConnectAsync(socket, path);
            return "upgraded";
        }
        catch (WebSocketException) when (socket.HttpStatusCode != 0)
        {
            return ((int)socket.HttpStatusCode).ToString(CultureInfo.InvariantCulture);
        }
    }

    private static async Task<(byte[] Message, WebSocketMessageType Type)> ReceiveAsync(
        ClientWebSocket socket, CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var frame = await socket.ReceiveAsync(buffer, cancellationToken);
            message.Write(buffer, 0, frame.Count);
            if (frame.EndOfMessage)
                return (message.ToArray(), frame.MessageType);
        }
    }
}
