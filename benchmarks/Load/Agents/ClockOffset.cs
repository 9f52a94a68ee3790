using Harness.Workloads.Agents;

namespace Harness.Load.Agents;

/// <summary>How far an agent's clock is ahead of this process's.</summary>
/// <param name="Microseconds">Ahead by so much; negative where it is behind.</param>
/// <param name="Uncertainty">The truth is at most so far from it, whichever way took longer.</param>
/// <param name="RoundTrip">Microseconds that the question took that it was found by.</param>
/// <remarks>
/// As NTP does it (RFC 5905, section 8): the agent read its clock somewhere between question and answer, so half of the round trip is
/// the most that its middle is off by. Of several questions, the quickest tells the most.
/// </remarks>
public sealed record ClockOffset(long Microseconds, long Uncertainty, long RoundTrip)
{
    private const int Questions = 7;

    /// <summary>Asks a few times, and takes the quickest.</summary>
    /// <exception cref="AgentSilentException">The agent did not answer.</exception>
    public static async Task<ClockOffset> MeasureAsync(ILoadAgent agent, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        ArgumentNullException.ThrowIfNull(time);
        ClockOffset? best = null;
        for (var question = 0; question < Questions; question++)
        {
            var (asked, before) = (Clock(time), time.GetTimestamp());
            var theirs = await agent.ClockAsync(cancellationToken).ConfigureAwait(false);
            var took = (long)time.GetElapsedTime(before).TotalMicroseconds;
            var offset = new ClockOffset(theirs - (asked + (took / 2)), (took + 1) / 2, took);
            if (best is null || offset.RoundTrip < best.RoundTrip)
                best = offset;
        }

        return best!;
    }

    /// <summary>This process's clock, in microseconds since 1970 (UTC).</summary>
    public static long Clock(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
    }
}
