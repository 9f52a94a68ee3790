using System.Net;
using System.Net.Sockets;

namespace Harness.Load.Engine;

/// <summary>Begins connections.</summary>
internal static class SocketConnect
{
    /// <summary>Begins one on a socket that does not block.</summary>
    /// <returns>InProgress or WouldBlock when it goes on, Success when it is made, or why it is not.</returns>
    public static SocketError Start(Socket socket, EndPoint endPoint)
    {
        if (OperatingSystem.IsLinux())
        {
            var address = endPoint.Serialize();
            return Libc.StartConnect(socket, address.Buffer.Span[..address.Size]);
        }

        try
        {
            socket.Connect(endPoint);
            return SocketError.Success;
        }
        catch (SocketException begun)
        {
            return begun.SocketErrorCode;
        }
    }
}
