using System.Globalization;
using Harness.Load.Engine;
using Harness.Results;
using Harness.Workloads.Agents;

namespace Harness.Load.Agents;

/// <summary>One try of a round: the same start for all agents by their own clocks, and each one's report.</summary>
/// <param name="id">The round's id.</param>
/// <param name="target">Name of what is loaded.</param>
/// <param name="round">The round of all agents together.</param>
/// <param name="crew">Who loads.</param>
/// <param name="time">The clock.</param>
internal sealed class AgentTry(string id, string target, LoadRound round, IReadOnlyList<CrewMember> crew, TimeProvider time)
{
    /// <summary>Orders on the way at once; the API server takes them along with the calls of everybody else.</summary>
    private const int OrdersAtOnce = 16;

    /// <summary>Of the warm-up: an agent that begins late has so much less of it, and needs the rest to connect.</summary>
    private const double MostLate = 0.5;

    private static readonly TimeSpan LeastMargin = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestMargin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    /// <summary>How long an agent may be silent after its round's end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>What the last orders took together; the next ones are given twice as much.</summary>
    public TimeSpan LastOrders { get; init; }

    /// <summary>What these took.</summary>
    public TimeSpan Orders { get; private set; }

    /// <summary>Time for all orders: where the machine is busy they take longer.</summary>
    private TimeSpan Margin => LeastMargin + Shorter(LastOrders * 2, LongestMargin);

    /// <summary>Orders it, waits for its end, and gathers what was measured. Agents that were not lost have ended it, too.</summary>
    public async Task<AgentTryResult> RunAsync(CancellationToken cancellationToken)
    {
        var (start, begun) = (ClockOffset.Clock(time) + (long)Margin.TotalMicroseconds, time.GetTimestamp());
        var shares = AgentShares.Of(round.Connections, crew.Count);
        var refused = new string?[crew.Count];
        await Parallel.ForAsync(0, crew.Count, Limited(cancellationToken), async (index, ct) =>
            refused[index] = await OrderAsync(crew[index], shares[index], start, ct).ConfigureAwait(false)).ConfigureAwait(false);
        Orders = time.GetElapsedTime(begun);
        var end = DateTimeOffset.UnixEpoch + TimeSpan.FromMicroseconds(start) + round.WarmUp + round.During;
        await DelayUntilAsync(end, cancellationToken).ConfigureAwait(false);
        var reports = new AgentReport?[crew.Count];
        await Parallel.ForAsync(0, crew.Count, Limited(cancellationToken), async (index, ct) =>
        {
            var deadline = end + round.Drain + Patience;
            if (refused[index] is null)
                (reports[index], refused[index]) = await ReportAsync(crew[index].Agent, deadline, ct).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return new AgentTryResult(
            [.. crew.Zip(shares, reports).Where(one => one.Third is not null)
                .Select(one => new AgentShare(one.First, one.Second, one.Third!))],
            [.. crew.Zip(refused).Where(one => one.Second is not null).Select(one => new AgentLoss(one.First.Agent.Index, one.Second!))]);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static ParallelOptions Limited(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = OrdersAtOnce, CancellationToken = cancellationToken };

    private async Task<string?> OrderAsync(CrewMember member, int connections, long start, CancellationToken cancellationToken)
    {
        var order = new AgentOrder(
            id, target, connections, round.WarmUp.TotalSeconds, round.During.TotalSeconds, round.Drain.TotalSeconds,
            start + member.Offset.Microseconds);
        try
        {
            await member.Agent.OrderAsync(order, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (AgentSilentException silent)
        {
            return await member.Agent.WhyLostAsync(cancellationToken).ConfigureAwait(false) ?? silent.Message;
        }
    }

    /// <summary>Asks until the agent has ended its part, or is lost.</summary>
    private async Task<(AgentReport? Report, string? Why)> ReportAsync(
        ILoadAgent agent, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        while (true)
        {
            string why;
            try
            {
                var report = await agent.ReportAsync(id, cancellationToken).ConfigureAwait(false);
                if (report.IsOver)
                    return Judge(report);
                why = "its round did not end in time";
            }
            catch (AgentSilentException silent)
            {
                if (await agent.WhyLostAsync(cancellationToken).ConfigureAwait(false) is { } lost)
                    return (null, lost);
                why = silent.Message;
            }

            if (time.GetUtcNow() >= deadline)
                return (null, why);
            await Task.Delay(BetweenLooks, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whoever began too late did not load while the others measured.</summary>
    private (AgentReport? Report, string? Why) Judge(AgentReport report)
    {
        if (report.Failure is { } failure)
            return (null, failure);
        return report.LateMilliseconds > MostLate * round.WarmUp.TotalMilliseconds
            ? (null, string.Create(CultureInfo.InvariantCulture, $"its load began {report.LateMilliseconds:0.0} ms after the common start"))
            : (report, null);
    }

    private async Task DelayUntilAsync(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        if (moment - time.GetUtcNow() is var left && left > TimeSpan.Zero)
            await Task.Delay(left, time, cancellationToken).ConfigureAwait(false);
    }
}
