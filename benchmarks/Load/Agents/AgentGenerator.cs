using Harness.Load.Engine;
using Harness.Results;
using Harness.Workloads.Agents;

namespace Harness.Load.Agents;

/// <summary>
/// Load on one way, by all agents together or by one of them. A round in which an agent is lost is repeated once; lost again, it has no
/// figures.
/// </summary>
/// <param name="rung">The way's name in the result.</param>
/// <param name="target">The way's name among the agents' targets.</param>
/// <param name="crew">The agents.</param>
/// <param name="log">Takes in every round.</param>
/// <param name="time">The clock.</param>
internal sealed class AgentGenerator(string rung, string target, AgentCrew crew, AgentLog log, TimeProvider time) : ILoadGenerator
{
    private int _rounds;

    /// <summary>Whether one agent alone makes all of it: each in turn, so that no node is preferred.</summary>
    public bool IsOne { get; init; }

    /// <summary>Every agent that is to load makes the request; the first wrong answer counts.</summary>
    public async Task<HttpAnswer> AskAsync(HttpTarget asked, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            var all = await crew.GatherAsync(cancellationToken).ConfigureAwait(false);
            HttpAnswer answer;
            var next = 0;
            do
                answer = await all[next++].Agent.AskAsync(target, cancellationToken).ConfigureAwait(false);
            while (answer.IsRightFor(asked) && !IsOne && next < all.Count);
            return answer;
        }
        catch (AgentSilentException silent)
        {
            return new HttpAnswer(null, "", silent.Message);
        }
    }

    /// <inheritdoc/>
    public async Task<RoundMeasurement> RunAsync(HttpTarget asked, LoadRound round, CancellationToken cancellationToken)
    {
        var turn = _rounds++;
        for (var isRepetition = false; ; isRepetition = true)
        {
            var result = await TryAsync(round, turn, cancellationToken).ConfigureAwait(false);
            log.Add(rung, round.Connections, result, isRepetition);
            foreach (var part in result.Parts)
                crew.Note(part.Member.Agent, part.Report.Tokens);
            if (result.Lost.Count == 0)
                return result.Merge();
            crew.Lose();
            if (isRepetition)
                throw new RoundLostException($"{rung}: {result.Reason}");
        }
    }

    private async Task<AgentTryResult> TryAsync(LoadRound round, int turn, CancellationToken cancellationToken)
    {
        try
        {
            var all = await crew.GatherAsync(cancellationToken).ConfigureAwait(false);
            var those = IsOne ? [all[turn % all.Count]] : all;
            var one = new AgentTry(log.NextId(), target, round, those, time) { LastOrders = crew.LastOrders };
            var result = await one.RunAsync(cancellationToken).ConfigureAwait(false);
            crew.LastOrders = one.Orders;
            return result;
        }
        catch (AgentSilentException silent)
        {
            return new AgentTryResult([], [new AgentLoss(silent.Agent, silent.Message)]);
        }
    }
}
