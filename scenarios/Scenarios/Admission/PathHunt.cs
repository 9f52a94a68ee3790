using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Security.Authentication;
using Harness.Api;

namespace Harness.Scenarios.Admission;

/// <summary>Calls a service with many hostile paths over several connections, as one consumer.</summary>
/// <param name="api">The API server.</param>
/// <param name="token">The consumer's token.</param>
/// <param name="service">The service on the API server, up to and with its name.</param>
internal sealed class PathHunt(ApiServerAddress api, BearerToken token, string service)
{
    private const int Connections = 8;
    private const int Attempts = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>What the guard's refusals have in their message.</summary>
    public required string Mark { get; init; }

    /// <summary>Pod of the backend.</summary>
    public required string Hostname { get; init; }

    /// <summary>Calls each path, in any order.</summary>
    public async Task<IReadOnlyList<HuntedCall>> RunAsync(IReadOnlyList<string> paths, CancellationToken stop)
    {
        var (waiting, made) = (new ConcurrentQueue<string>(paths), new ConcurrentBag<HuntedCall>());
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(() => WorkAsync(waiting, made, stop), stop)));
        return [.. made];
    }

    private async Task WorkAsync(ConcurrentQueue<string> waiting, ConcurrentBag<HuntedCall> made, CancellationToken stop)
    {
        RawConnection? connection = null;
        try
        {
            while (waiting.TryDequeue(out var path))
                connection = await CallAsync(path, connection, made, stop);
        }
        finally
        {
            if (connection is not null)
                await connection.DisposeAsync();
        }
    }

    /// <summary>A GET may be made again: over a connection that was idle, or where the API server was too busy.</summary>
    private async Task<RawConnection?> CallAsync(
        string path, RawConnection? connection, ConcurrentBag<HuntedCall> made, CancellationToken stop)
    {
        var call = HuntedCall.Unanswered(path, "it was not made");
        for (var attempt = 0; attempt < Attempts && call.Error is not null; attempt++)
            (call, connection) = await TryAsync(path, connection, stop);
        made.Add(call);
        return connection;
    }

    private async Task<(HuntedCall Call, RawConnection? Connection)> TryAsync(
        string path, RawConnection? connection, CancellationToken stop)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(stop);
        bound.CancelAfter(Patience);
        try
        {
            if (connection is { IsUsable: false })
            {
                await connection.DisposeAsync();
                connection = null;
            }

            connection ??= await RawConnection.OpenAsync(api, token, bound.Token);
            return (HuntedCall.Of(path, await connection.GetAsync(service + path, bound.Token), Mark, Hostname), connection);
        }
        catch (Exception failure) when (failure is IOException or SocketException or AuthenticationException
            || (failure is OperationCanceledException && !stop.IsCancellationRequested))
        {
            if (connection is not null)
                await connection.DisposeAsync();
            return (HuntedCall.Unanswered(path, failure.GetBaseException().Message), null);
        }
    }
}
