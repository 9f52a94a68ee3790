namespace Harness.Load;

/// <summary>One round of the quick benchmark.</summary>
/// <param name="Connections">Connections kept busy.</param>
/// <param name="Number">Its number among the rounds of its route and connections, from 1.</param>
/// <param name="Proxied">Whether it goes over the proxied route.</param>
public sealed record PlannedRound(int Connections, int Number, bool Proxied);

/// <summary>How the quick benchmark spends its time; never more than its budget under load, however slow the routes are.</summary>
public sealed record QuickPlan
{
    private const double ReservedShare = 0.2;
    private const double WarmUpShare = 0.25;
    private const double CheckShareOfReserve = 0.4;
    private const double OwnShareOfReserve = 0.1;

    /// <summary>Well under half a minute: 1, 8 and 32 connections, four rounds of each route.</summary>
    public static QuickPlan Default { get; } = Within(TimeSpan.FromSeconds(28), [1, 8, 32], roundsPerRoute: 4);

    private QuickPlan(TimeSpan budget, IReadOnlyList<int> connections, int roundsPerRoute)
    {
        Budget = budget;
        Connections = connections;
        RoundsPerRoute = roundsPerRoute;
        var slot = budget * (1 - ReservedShare) / RoundCount;
        WarmUp = slot * WarmUpShare;
        During = slot - WarmUp;
    }

    /// <summary>Upper bound of the time that the check and all rounds take; the starts of pods that generate load come on top.</summary>
    public TimeSpan Budget { get; }

    /// <summary>Numbers of connections, in order.</summary>
    public IReadOnlyList<int> Connections { get; }

    /// <summary>Rounds of each route for each number of connections.</summary>
    public int RoundsPerRoute { get; }

    /// <summary>All rounds.</summary>
    public int RoundCount => Connections.Count * RoundsPerRoute * 2;

    /// <summary>Warm-up of each round.</summary>
    public TimeSpan WarmUp { get; }

    /// <summary>Measured time of each round.</summary>
    public TimeSpan During { get; }

    /// <summary>Longest time for the check of one route; both leave part of the reserve to the rounds.</summary>
    public TimeSpan CheckTimeout => Budget * ReservedShare * CheckShareOfReserve;

    /// <summary>Divides a budget.</summary>
    /// <param name="budget">Upper bound of the time that the check and all rounds take.</param>
    /// <param name="connections">Numbers of connections, each at least 1.</param>
    /// <param name="roundsPerRoute">Rounds of each route for each number; even numbers cancel a linear drift of the machine.</param>
    public static QuickPlan Within(TimeSpan budget, IReadOnlyList<int> connections, int roundsPerRoute)
    {
        ArgumentNullException.ThrowIfNull(connections);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(budget, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfZero(connections.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(connections.Min(), 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(roundsPerRoute, 1);
        return new QuickPlan(budget, [.. connections.Distinct()], roundsPerRoute);
    }

    /// <summary>
    /// The rounds in order: proxied, direct, direct, proxied, and again (ABBA), so that what drifts with time (heat, neighbours, a
    /// growing number of closed sockets) meets both routes alike.
    /// </summary>
    public IEnumerable<PlannedRound> Order() =>
        from connections in Connections
        from number in Enumerable.Range(1, RoundsPerRoute)
        let proxiedFirst = number % 2 == 1
        from proxied in new[] { proxiedFirst, !proxiedFirst }
        select new PlannedRound(connections, number, proxied);

    /// <summary>
    /// How long a round may await its last answers: a small share of its own, and half of what no round has needed so far. So
    /// one stall can be waited for, then a smaller one, and no round is left with nothing.
    /// </summary>
    /// <param name="spent">What the check and the rounds until now took.</param>
    /// <param name="roundsLeft">Rounds still to come, this one included.</param>
    public TimeSpan DrainFor(TimeSpan spent, int roundsLeft)
    {
        var ownShare = Budget * ReservedShare * OwnShareOfReserve / RoundCount;
        var spare = Budget - spent - ((WarmUp + During) * roundsLeft);
        var common = spare - (ownShare * roundsLeft);
        // Below zero only when the machine lost time at a round's end: then there is nothing to give.
        return common > TimeSpan.Zero ? ownShare + (common / 2) : Clamp(spare / roundsLeft);
    }

    private static TimeSpan Clamp(TimeSpan span) => span > TimeSpan.Zero ? span : TimeSpan.Zero;
}
