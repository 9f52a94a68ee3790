using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Harness.Load.Engine;

/// <summary>Short names of what can go wrong with a request; stable, so that runs can be compared.</summary>
public static class ErrorKinds
{
    /// <summary>No answer within the step's timeout, or no connection within the connect timeout.</summary>
    public const string Timeout = "timeout";

    /// <summary>Still in flight when the round was over and the time for its last answers too.</summary>
    public const string Unfinished = "unfinished at the round's end";

    /// <summary>Nothing listens there.</summary>
    public const string ConnectionRefused = "connection refused";

    /// <summary>The connection was reset in the middle of a request.</summary>
    public const string ConnectionReset = "connection reset";

    /// <summary>The server closed the connection without an answer, or in the middle of one.</summary>
    public const string ConnectionClosed = "connection closed";

    /// <summary>No way to the host.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>The host's name is unknown.</summary>
    public const string NameNotResolved = "name not resolved";

    /// <summary>The TLS handshake failed: most often a certificate not from the target's authorities, or for another name.</summary>
    public const string TlsRefused = "TLS refused";

    /// <summary>200, but the body lacks the target's marker.</summary>
    public const string WrongBody = "wrong body";

    private static readonly ConcurrentDictionary<HttpStatusCode, string> ByStatus = new();

    /// <summary>Status and its standard phrase, e.g. <c>403 Forbidden</c>; the server's own phrase would not be stable.</summary>
    public static string Of(HttpStatusCode status) => ByStatus.GetOrAdd(status, static status =>
    {
        using var standard = new HttpResponseMessage(status);
        return string.Create(CultureInfo.InvariantCulture, $"{(int)status} {standard.ReasonPhrase}").TrimEnd();
    });

    /// <summary>The kind of a failure to send a request or to read its answer.</summary>
    public static string Of(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        if (failure is OperationCanceledException)
            return Timeout;
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException socket)
                return Of(socket.SocketErrorCode);
        }

        return HttpErrorOf(failure) switch
        {
            HttpRequestError.SecureConnectionError => TlsRefused,
            HttpRequestError.NameResolutionError => NameNotResolved,
            HttpRequestError.ResponseEnded => ConnectionClosed,
            { } other => $"failed: {other}",
            null => $"failed: {failure.GetType().Name}",
        };
    }

    private static HttpRequestError? HttpErrorOf(Exception failure) =>
        (failure as HttpRequestException)?.HttpRequestError ?? (failure as HttpIOException)?.HttpRequestError;

    private static string Of(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => ConnectionRefused,
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => ConnectionReset,
        SocketError.TimedOut => Timeout,
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown => Unreachable,
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => NameNotResolved,
        _ => $"failed: {error}",
    };
}
