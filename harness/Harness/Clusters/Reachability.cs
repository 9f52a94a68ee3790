using System.Net.Sockets;

namespace Harness.Clusters;

/// <summary>Finds out whether this host reaches an address.</summary>
internal static class Reachability
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    /// <summary>Whether something listens on a TCP port.</summary>
    public static async Task<bool> ConnectsAsync(string host, int port, CancellationToken cancellationToken) =>
        await TryAsync(host, port, cancellationToken).ConfigureAwait(false) == SocketError.Success;

    /// <summary>Whether the host is there at all: a refusal is an answer too.</summary>
    public static async Task<bool> ReachesAsync(string host, int port, CancellationToken cancellationToken) =>
        await TryAsync(host, port, cancellationToken).ConfigureAwait(false) is SocketError.Success or SocketError.ConnectionRefused;

    private static async Task<SocketError> TryAsync(string host, int port, CancellationToken cancellationToken)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(Timeout);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(host, port, bound.Token).ConfigureAwait(false);
            return SocketError.Success;
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return SocketError.TimedOut;
        }
    }
}
