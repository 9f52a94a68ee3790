using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Harness.Scenarios.Browsing;

/// <summary>What a page asked for and what came back, to distinguish what does not work from what was not answered.</summary>
public sealed partial class Traffic
{
    /// <summary>Chromium's words for a request that the page itself abandoned, e.g. by leaving.</summary>
    private const string GivenUp = "net::ERR_ABORTED";

    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<string> _unanswered = new();

    internal Traffic(IPage page)
    {
        page.Response += (_, response) => Note(
            $"{response.Status} {response.Request.Method} {response.Url}", response.Status is 429 or >= 500);
        page.RequestFailed += (_, request) => Note($"{request.Method} {request.Url}: {request.Failure}", request.Failure != GivenUp);
        page.WebSocket += (_, socket) =>
        {
            socket.FrameReceived += (_, _) => Note($"101 WebSocket {socket.Url}", isUnanswered: false);
            socket.SocketError += (_, error) => Note($"WebSocket {socket.Url}: {error}", NoAnswer().IsMatch(error));
        };
    }

    /// <summary>One line each, in the order of the answers.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>Requests that got no answer, or a 429 or 5xx from something on the way: the page's own server never sends those.</summary>
    public IReadOnlyList<string> Unanswered => [.. _unanswered];

    /// <summary>The last line about a WebSocket; null when there is none.</summary>
    public string? LastWebSocket => Lines.LastOrDefault(line => line.Contains("WebSocket ", StringComparison.Ordinal));

    private void Note(string line, bool isUnanswered)
    {
        _lines.Enqueue(line);
        if (isUnanswered)
            _unanswered.Enqueue(line);
    }

    /// <summary>Chromium's words for a WebSocket that got no answer, or a 429 or 5xx.</summary>
    [GeneratedRegex("net::ERR_|response code: (429|5)")]
    private static partial Regex NoAnswer();
}
