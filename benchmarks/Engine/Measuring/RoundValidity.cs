using System.Globalization;

namespace Harness.Load.Engine;

/// <summary>Whether a round measured the server, or the engine and its machine instead.</summary>
public static class RoundValidity
{
    private const string UseMore = "use more threads or agents, or less load";
    private const string TooMuch = "other programs take too much of this machine";
    private const double BusyAtMost = 0.9;
    private const double StarvedAtMost = 0.1;
    private const double LagAtMost = 0.1;
    private const double LagMilliseconds = 0.1;
    private const double OffAtMost = 0.05;
    private const double RateOffAtMost = 0.01;
    private const double RoundToLatency = 20;

    /// <summary>Why the round's figures do not hold; null where they do. Agents' rounds are judged again once they are one.</summary>
    public static string? Judge(RoundMeasurement round)
    {
        ArgumentNullException.ThrowIfNull(round);
        var reasons = new[] { Rate(round), Busy(round.Engine), Starved(round.Engine), Lag(round), Little(round) };
        return reasons.Any(reason => reason is not null) ? string.Join("; ", reasons.Where(reason => reason is not null)) : null;
    }

    private static string? Rate(RoundMeasurement round)
    {
        if (round.Due == 0 || round.Sent >= round.Due * (1 - RateOffAtMost))
            return null;
        // Where all connections waited for answers until a threshold ended the round, the server was slow, and that is what it tells.
        if (round is { Queued: > 0, Stopped: not null })
            return null;
        var why = round.Queued > 0
            ? "every connection was busy: allow more copies, or ask for less"
            : $"that is as fast as this engine goes here: {UseMore}";
        return Say($"{round.RequestedRate:N0} requests/s were asked for, but {round.SentRate:N0}/s were sent; {why}");
    }

    private static string? Busy(EngineUse? engine) => engine?.BusyShare > BusyAtMost
        ? Say($"the engine was busy {engine.BusyShare * 100:0} % of the time, so it measured itself: {UseMore}")
        : null;

    private static string? Starved(EngineUse? engine) => engine?.StarvedShare > StarvedAtMost
        ? Say($"the engine waited for a processor {engine.StarvedShare * 100:0} % of the time: {TooMuch}")
        : null;

    /// <summary>Lateness is part of every latency; a tenth of it may be the engine's.</summary>
    private static string? Lag(RoundMeasurement round)
    {
        if (round.SendLag is not { TotalCount: > 0 } lags || round.Requests == 0)
            return null;
        var lag = Latencies.Milliseconds(lags, 0.99);
        var latency = Latencies.Milliseconds(round.Latencies, 0.99);
        return lag > LagMilliseconds && lag > latency * LagAtMost
            ? Say($"requests were sent up to {lag:0.###} ms late (p99), too much beside a p99 latency of {latency:0.###} ms")
            : null;
    }

    /// <summary>
    /// Little's law: as many requests are in flight as begin per second times the seconds that each takes. Short rounds are not judged,
    /// as their first and last requests weigh too much.
    /// </summary>
    private static string? Little(RoundMeasurement round)
    {
        var ended = round.Requests + round.FailedRequests;
        if (round.Due > 0 || round.InFlight <= 0 || round.Seconds * ended < RoundToLatency * round.SecondsInFlight)
            return null;
        var off = (round.SecondsInFlight / round.Seconds / round.InFlight) - 1;
        return Math.Abs(off) > OffAtMost
            ? Say($"{round.InFlight:0.#} requests were in flight, but throughput times latency is {off * 100:+0;-0} % off (Little's law)")
            : null;
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
