using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Harness.Scenarios.Browsing;

/// <summary>What a page asked for and what came back, so that what does not work is told from what was not answered.</summary>
public sealed class Traffic
{
    /// <summary>Chromium's words for a request that the page itself gave up, e.g. by leaving.</summary>
    private const string GivenUp = "net::ERR_ABORTED";

    /// <summary>Its words for a WebSocket that did not come as far as an answer; a refused handshake reads otherwise.</summary>
    private const string NoConnection = "net::ERR_";
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<string> _unanswered = new();

    internal Traffic(IPage page)
    {
        page.Response += (_, response) => Note($"{response.Status} {response.Request.Method} {response.Url}");
        page.RequestFailed += (_, request) => NoteFailure($"{request.Method} {request.Url}: {request.Failure}", request.Failure != GivenUp);
        page.WebSocket += (_, socket) =>
        {
            socket.FrameReceived += (_, _) => Note($"101 WebSocket {socket.Url}");
            socket.SocketError += (_, error) => NoteFailure($"WebSocket {socket.Url}: {error}", error.Contains(NoConnection, StringComparison.Ordinal));
        };
    }

    /// <summary>A line each, in the order in which the answers came.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>Requests that got no answer at all.</summary>
    public IReadOnlyList<string> Unanswered => [.. _unanswered];

    /// <summary>The last line about a WebSocket; null when there is none.</summary>
    public string? LastWebSocket => Lines.LastOrDefault(line => line.Contains("WebSocket ", StringComparison.Ordinal));

    private void NoteFailure(string line, bool isUnanswered)
    {
        Note(line);
        if (isUnanswered)
            _unanswered.Enqueue(line);
    }

    private void Note(string line) => _lines.Enqueue(line);
}
