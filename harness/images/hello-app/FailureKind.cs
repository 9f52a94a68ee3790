using System.Net.Sockets;

namespace HelloApp;

/// <summary>Why a request got no answer, in one word.</summary>
internal static class FailureKind
{
    /// <summary>The socket's word, e.g. <c>ConnectionRefused</c>, where there is one; <c>timeout</c>; else the runtime's.</summary>
    public static string Of(Exception failure) => failure switch
    {
        { InnerException: SocketException socket } => socket.SocketErrorCode.ToString(),
        { InnerException.InnerException: SocketException socket } => socket.SocketErrorCode.ToString(),
        HttpRequestException http => http.HttpRequestError.ToString(),
        OperationCanceledException => "timeout",
        _ => failure.GetType().Name,
    };
}
