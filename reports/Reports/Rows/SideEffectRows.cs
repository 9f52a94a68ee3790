using Harness.Results;

namespace Harness.Reports.Rows;

/// <summary>The rounds of what proxied load does to ordinary calls: a row for the load, and one for each call beside it.</summary>
internal static class SideEffectRows
{
    /// <summary>All of them.</summary>
    public static IEnumerable<RoundRow> Of(string name, SideEffectsResult measured)
    {
        var capacity = measured.Capacity.Rounds.Select((round, i) => new RoundRow(name, "side-effects", "capacity")
        {
            Connections = measured.Capacity.InFlight,
            Block = i + 1,
            Seconds = round.Seconds,
            Requests = round.Requests,
            Errors = round.Errors,
            RequestsPerSecond = round.RequestsPerSecond,
        });
        return capacity.Concat(from level in measured.Levels
                               from round in level.Rounds
                               from row in Round(name, level, round)
                               select row);
    }

    private static IEnumerable<RoundRow> Round(string name, SideEffectLevel level, SideEffectRound round)
    {
        if (round.Load is { } load)
        {
            yield return Row("proxied load") with
            {
                Seconds = load.Seconds,
                Requests = load.Answered,
                Errors = load.Errors.Values.Sum(),
                RequestsPerSecond = load.AnsweredRate,
                P50 = load.Answered > 0 ? load.P50 : null,
                P99 = load.Answered > 0 ? load.P99 : null,
            };
        }

        foreach (var call in round.Calls)
        {
            yield return Row(call.Call) with
            {
                Requests = call.Latencies.Total,
                Errors = call.Errors.Values.Sum(),
                P50 = RoundRows.Quantile(call.Latencies, 0.5),
                P99 = RoundRows.Quantile(call.Latencies, 0.99),
            };
        }

        RoundRow Row(string way) => new(name, "side-effects", way)
        {
            AskedPerSecond = level.AskedRate,
            Block = round.Block,
            Place = round.Place,
            Invalid = round.Invalid,
        };
    }
}
