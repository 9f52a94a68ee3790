using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Harness.Load.Engine;

/// <summary>Short names of what can go wrong with a request; stable, so that runs can be compared.</summary>
public static class ErrorKinds
{
    /// <summary>No answer within the step's timeout, or no connection within the connect timeout.</summary>
    public const string Timeout = "timeout";

    /// <summary>Still in flight when the round was over and the time for its last answers too.</summary>
    public const string Unfinished = "unfinished at the round's end";

    /// <summary>Due by the rate, but every copy was busy until the simulation's end.</summary>
    public const string NotSent = "not sent by the end";

    /// <summary>Nothing listens there.</summary>
    public const string ConnectionRefused = "connection refused";

    /// <summary>The connection was reset in the middle of a request.</summary>
    public const string ConnectionReset = "connection reset";

    /// <summary>The server closed the connection without an answer, or in the middle of one.</summary>
    public const string ConnectionClosed = "connection closed";

    /// <summary>What came back is not HTTP/1.1: malformed, contradictory, too long, or more than was announced.</summary>
    public const string Garbage = "garbage instead of an answer";

    /// <summary>
    /// This machine has no local port left for another connection: each one stays taken for a minute after its end. Use keep-alive, a
    /// lower rate, or several machines.
    /// </summary>
    public const string OutOfPorts = "out of local ports";

    /// <summary>This process may open no more sockets: raise <c>ulimit -n</c>, or use fewer connections.</summary>
    public const string OutOfHandles = "out of file handles";

    /// <summary>No way to the host.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>The host's name is unknown.</summary>
    public const string NameNotResolved = "name not resolved";

    /// <summary>The TLS handshake failed for another reason than the certificate: no common version, or not TLS at all.</summary>
    public const string TlsRefused = "TLS refused";

    /// <summary>The server's certificate is not from the target's authorities, is for another name, or has expired.</summary>
    public const string WrongCertificate = "wrong certificate";

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
            if (cause is AuthenticationException refused)
                return Of(refused);
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

    /// <summary>
    /// .NET has one exception for both. Where the handshake itself failed, another one stands behind it, or it speaks of what arrived
    /// instead; both its message and that message's key in a trimmed program have "cert" in them for a certificate.
    /// </summary>
    private static string Of(AuthenticationException refused) =>
        refused.InnerException is null && refused.Message.Contains("cert", StringComparison.Ordinal) ? WrongCertificate : TlsRefused;

    private static string Of(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => ConnectionRefused,
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => ConnectionReset,
        SocketError.TimedOut => Timeout,
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown => Unreachable,
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => NameNotResolved,
        SocketError.AddressNotAvailable or SocketError.AddressAlreadyInUse => OutOfPorts,
        SocketError.TooManyOpenSockets => OutOfHandles,
        _ => $"failed: {error}",
    };
}
