using System.Globalization;

namespace Harness.Load.Engine;

/// <summary>What ends a round early. Looked at after each second of it.</summary>
/// <param name="Name">What the round then says, e.g. <c>errors above 1 %</c>.</param>
/// <param name="IsExceeded">Whether the measurement so far is enough to stop; quick, as the loop waits for it.</param>
public sealed record LoadThreshold(string Name, Func<RoundSoFar, bool> IsExceeded)
{
    private const int FewRequests = 100;

    /// <summary>Too large a share of the requests failed; judged from 100 requests on.</summary>
    /// <param name="share">From 0 to 1.</param>
    public static LoadThreshold ErrorShareAbove(double share) => new(
        string.Create(CultureInfo.InvariantCulture, $"errors above {share * 100:0.###} %"),
        so => so.Requests + so.FailedRequests >= FewRequests && so.FailedRequests > share * (so.Requests + so.FailedRequests));

    /// <summary>A quantile of the latencies is too large; judged from 100 answers on.</summary>
    /// <param name="quantile">Share above 0 and up to 1, e.g. 0.99.</param>
    /// <param name="limit">Largest latency allowed.</param>
    public static LoadThreshold LatencyAbove(double quantile, TimeSpan limit) => new(
        string.Create(CultureInfo.InvariantCulture, $"p{quantile * 100:0.###} above {limit.TotalMilliseconds:0.###} ms"),
        so => so.Requests >= FewRequests && so.Milliseconds(quantile) > limit.TotalMilliseconds);
}

/// <summary>What a round measured until now.</summary>
public sealed class RoundSoFar
{
    private readonly IntervalCounts _latencies;

    internal RoundSoFar(IntervalCounts latencies, long failed)
    {
        _latencies = latencies;
        FailedRequests = failed;
    }

    /// <summary>Correctly answered requests.</summary>
    public long Requests => _latencies.Total;

    /// <summary>Failed requests of every kind.</summary>
    public long FailedRequests { get; }

    /// <summary>The quantile's latency in milliseconds, to within 0.8 %; not a number where nothing was answered.</summary>
    /// <param name="quantile">Share above 0 and up to 1.</param>
    public double Milliseconds(double quantile) => _latencies.Milliseconds(quantile);
}
