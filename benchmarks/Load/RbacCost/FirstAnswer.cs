using Harness.Results;

namespace Harness.Load.RbacCost;

/// <summary>What came back on a call.</summary>
/// <param name="Status">HTTP status; null where there was no answer.</param>
/// <param name="Error">What went wrong where there was none.</param>
internal readonly record struct CallAnswer(int? Status, string? Error)
{
    /// <summary>In words, for counting.</summary>
    public string Kind => Error ?? Engine.ErrorKinds.Of((System.Net.HttpStatusCode)Status!.Value);
}

/// <summary>Finds the first call that sees a change: one call after the other, without a pause.</summary>
/// <param name="call">Makes one call.</param>
/// <param name="longest">After so long, the change was not seen.</param>
/// <param name="time">The clock.</param>
internal sealed class FirstAnswer(Func<CancellationToken, Task<CallAnswer>> call, TimeSpan longest, TimeProvider time)
{
    /// <summary>Calls from now on until the answer changes.</summary>
    /// <param name="before">Status of a call that does not see the change.</param>
    /// <param name="after">Status of one that does.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The time from now until the end of the first call that sees it.</returns>
    public async Task<RbacDelayRound> FindAsync(int before, int after, CancellationToken cancellationToken)
    {
        var (start, errors) = (time.GetTimestamp(), new SortedDictionary<string, long>(StringComparer.Ordinal));
        var (calls, spent) = (0, TimeSpan.Zero);
        while (true)
        {
            var began = time.GetTimestamp();
            var answer = await call(cancellationToken).ConfigureAwait(false);
            var ended = time.GetTimestamp();
            if (answer.Status == after)
                return Round(time.GetElapsedTime(start, ended).TotalMilliseconds);
            if (answer.Status == before)
                (calls, spent) = (calls + 1, spent + time.GetElapsedTime(began, ended));
            else
                errors[answer.Kind] = errors.GetValueOrDefault(answer.Kind) + 1;
            if (time.GetElapsedTime(start, ended) >= longest)
                return Round(null);
        }

        RbacDelayRound Round(double? milliseconds) =>
            new(milliseconds, calls, calls == 0 ? null : spent.TotalMilliseconds / calls, errors);
    }
}
