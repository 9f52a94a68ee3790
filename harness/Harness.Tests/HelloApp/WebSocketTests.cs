using System.Net.WebSockets;
using HelloApp.Serving;

namespace Harness.Tests.HelloApp;

internal sealed class WebSocketTests : HelloAppFixture
{
    [TestCase(WebSocketMessageType.Text, 5)]
    [TestCase(WebSocketMessageType.Binary, 0)]
    [TestCase(WebSocketMessageType.Binary, 100_000)]
    public async Task Echoes_messages_of_either_type(WebSocketMessageType type, int length)
    {
        using var socket = await ConnectAsync(Hello);
        var sent = new byte[length];
        Array.Fill(sent, (byte)'x');

        await socket.SendAsync(sent, type, endOfMessage: true, CancellationToken.None);

        var (received, receivedType) = await ReceiveAsync(socket);
        receivedType.ShouldBe(type);
        received.ShouldBe(sent);
    }

    [Test]
    public async Task Closes_as_the_caller_does()
    {
        using var socket = await ConnectAsync(Hello);

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", CancellationToken.None);

        socket.State.ShouldBe(WebSocketState.Closed);
        socket.CloseStatusDescription.ShouldBe("done");
    }

    [Test]
    public async Task Takes_the_first_subprotocol_offered()
    {
        using var socket = await ConnectAsync(Hello, "chat", "other");

        socket.SubProtocol.ShouldBe("chat");
    }

    [Test]
    public async Task A_plain_request_is_told_to_upgrade()
    {
        using var answer = await Hello.Client.GetAsync("/ws");

        ((int)answer.StatusCode).ShouldBe(426);
    }

    [Test]
    public async Task Without_OpenSSL_there_is_neither_WebSocket_nor_HTTPS_but_a_greeting()
    {
        await using var hello = await RunningHelloApp.StartAsync(
            (ServerOptions options) => options with { HasCryptography = false, HttpsPort = 0 });

        hello.Https.ShouldBeNull();
        using var answer = await hello.Client.GetAsync("/ws");
        ((int)answer.StatusCode).ShouldBe(501);
        (await hello.Client.GetStringAsync("/")).ShouldStartWith("Hello, world!");
    }

    private static async Task<ClientWebSocket> ConnectAsync(RunningHelloApp hello, params string[] protocols)
    {
        var socket = new ClientWebSocket();
        foreach (var protocol in protocols)
            socket.Options.AddSubProtocol(protocol);
        await socket.ConnectAsync(new UriBuilder(hello.Http) { Scheme = "ws", Path = "/ws" }.Uri, CancellationToken.None);
        return socket;
    }

    private static async Task<(byte[] Message, WebSocketMessageType Type)> ReceiveAsync(ClientWebSocket socket)
    {
        using var message = new MemoryStream();
        var buffer = new byte[8192];
        while (true)
        {
            var frame = await socket.ReceiveAsync(buffer, CancellationToken.None);
            message.Write(buffer, 0, frame.Count);
            if (frame.EndOfMessage)
                return (message.ToArray(), frame.MessageType);
        }
    }
}
