using Harness.Load.Engine;
using Harness.Load.Statistics;
using Harness.Results;

namespace Harness.Load;

/// <summary>From the rounds of one route at one number of connections to its figures.</summary>
internal static class QuickFigures
{
    /// <summary>Median of the rounds' requests per second; percentiles of all rounds' latencies together.</summary>
    /// <param name="route">The route.</param>
    /// <param name="connections">Connections kept busy.</param>
    /// <param name="rounds">Its rounds in order; at least one.</param>
    public static RouteFigures For(LoadRoute route, int connections, IReadOnlyList<RoundMeasurement> rounds)
    {
        var all = RoundMeasurement.Merge(rounds);
        return new RouteFigures
        {
            Route = route.Name,
            Via = route.RecordedVia,
            Connections = connections,
            Rounds = [.. rounds.Select(Figures)],
            RequestsPerSecond = Median.Of(rounds.Select(round => round.RequestsPerSecond)),
            Latency = LatencySummary.Of(all.Latencies),
            Requests = all.Requests,
            Errors = all.Errors,
        };
    }

    private static RoundFigures Figures(RoundMeasurement round) =>
        new(round.Seconds, round.Requests, round.FailedRequests, round.RequestsPerSecond);
}
