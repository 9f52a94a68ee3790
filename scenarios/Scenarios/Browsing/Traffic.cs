using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Harness.Scenarios.Browsing;

/// <summary>What a page asked for and what came back, so that what does not work is told from what was not answered.</summary>
public sealed partial class Traffic
{
    /// <summary>Chromium's words for a request that the page itself gave up, e.g. by leaving.</summary>
    private const string GivenUp = "net::ERR_ABORTED";

    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<string> _unanswered = new();

    internal Traffic(IPage page)
    {
        page.Response += (_, response) =>
            Note($"{response.Status} {response.Request.Method} {response.Url}", response.Status is 429 or >= 500);
        page.RequestFailed += (_, request) => Note($"{request.Method} {request.Url}: {request.Failure}", request.Failure != GivenUp);
        page.WebSocket += (_, socket) =>
        {
            socket.FrameReceived += (_, _) => Note($"101 WebSocket {socket.Url}", isUnanswered: false);
            socket.SocketError += (_, error) => Note($"WebSocket {socket.Url}: {error}", NoAnswer().IsMatch(error));
        };
    }

    /// <summary>A line each, in the order in which the answers came.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>Requests that got no answer but the word of somebody on the way who was too busy: hello-app never says that.</summary>
    public IReadOnlyList<string> Unanswered => [.. _unanswered];

    /// <summary>The last line about a WebSocket; null when there is none.</summary>
    public string? LastWebSocket => Lines.LastOrDefault(line => line.Contains("WebSocket ", StringComparison.Ordinal));

    private void Note(string line, bool isUnanswered)
    {
        _lines.Enqueue(line);
        if (isUnanswered)
            _unanswered.Enqueue(line);
    }

    /// <summary>Its words for a WebSocket that did not come as far as an answer, or was answered by somebody too busy.</summary>
    [GeneratedRegex("net::ERR_|response code: (429|5)")]
    private static partial Regex NoAnswer();
}
