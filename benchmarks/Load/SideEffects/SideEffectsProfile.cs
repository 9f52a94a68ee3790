namespace Harness.Load.SideEffects;

/// <summary>How long side effects are measured, and at which levels of load.</summary>
/// <param name="Blocks">Blocks, each with every level once.</param>
/// <param name="During">Measured time of a round.</param>
public sealed record SideEffectsProfile(int Blocks, TimeSpan During)
{
    /// <summary>About a minute and a half.</summary>
    public static SideEffectsProfile Standard { get; } = new(6, TimeSpan.FromSeconds(2));

    /// <summary>About eight minutes.</summary>
    public static SideEffectsProfile Nightly { get; } = new(22, TimeSpan.FromSeconds(3));

    /// <summary>
    /// Levels of load as shares of the capacity, rising, the idle one first. Where little is safe, a low one tells how little.
    /// </summary>
    public IReadOnlyList<double> Shares { get; init; } = [0, 0.1, 0.25, 0.5, 0.75, 1];

    /// <summary>How many times its idle latency an ordinary call may take.</summary>
    public double Limit { get; init; } = 1.5;

    /// <summary>Time under load before each round is measured: connections are made, and the load settles.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(0.4);

    /// <summary>Longest time that requests in flight at a round's end are awaited.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Requests in flight while the capacity is measured.</summary>
    public int InFlight { get; init; } = 32;

    /// <summary>Rounds of the capacity.</summary>
    public int CapacityRounds { get; init; } = 5;

    /// <summary>Measured time of each of these.</summary>
    public TimeSpan CapacityDuring { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Most connections of the load at a rate; a request that is due while all are busy waits for one.</summary>
    public int MostInFlight { get; init; } = 128;
}
