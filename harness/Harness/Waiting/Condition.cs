using System.Globalization;
using System.Net.Sockets;
using System.Net.WebSockets;
using k8s.Autorest;

namespace Harness.Waiting;

/// <summary>A condition with a name that reads as a sentence, and how long to wait for it at most.</summary>
/// <param name="Sentence">What is waited for, e.g. <c>the node is Ready</c>.</param>
/// <param name="Deadline">Longest wait.</param>
public sealed record Condition(string Sentence, TimeSpan Deadline)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    /// <summary>The clock; tests use their own.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Looks until the condition holds, pausing a little longer after each look.</summary>
    /// <param name="look">One look. A connection that fails counts as "not yet", anything else it throws ends the wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The awaited value.</returns>
    /// <exception cref="HarnessException">The deadline passed; the message holds what was last seen.</exception>
    public async Task<T> WaitAsync<T>(Func<CancellationToken, Task<Seen<T>>> look, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var last = "nothing yet";
        try
        {
            for (var pause = FirstPause; ; pause = Min(pause * 1.5, LongestPause))
            {
                var seen = await LookOnceAsync(look, either.Token).ConfigureAwait(false);
                if (seen.IsMet)
                    return seen.Value!;
                last = seen.What;
                await Task.Delay(pause, Time, either.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException cause) when (!cancellationToken.IsCancellationRequested)
        {
            var waited = Deadline.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
            throw HarnessException.Undecided($"not within {waited} s: {Sentence}; last seen: {last}", cause);
        }
    }

    private static async Task<Seen<T>> LookOnceAsync<T>(Func<CancellationToken, Task<Seen<T>>> look, CancellationToken cancellationToken)
    {
        try
        {
            return await look(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure)
            when (IsTransient(failure) && !(failure is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            return Seen.NotYet<T>(failure.GetBaseException().Message);
        }
    }

    /// <summary>A server that is not there yet, or is busy; never one that understood and refused.</summary>
    private static bool IsTransient(Exception failure) => failure switch
    {
        HttpOperationException http => (int)http.Response.StatusCode is >= 500 or 429,
        HttpRequestException or IOException or SocketException or WebSocketException or OperationCanceledException => true,
        _ => false,
    };

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
