namespace Harness.Load.Engine;

/// <summary>How much of a scenario runs at once or begins per second, and for how long: NBomber's term, and NBomber's names.</summary>
/// <param name="During">The measured time, after the scenario's warm-up.</param>
public abstract record LoadSimulation(TimeSpan During)
{
    /// <summary>
    /// Closed loop: a constant number of copies, each sending its next request as soon as it has the answer to the last. A
    /// slower server is therefore sent less; see benchmarks/README.md for what that hides.
    /// </summary>
    /// <param name="copies">Requests in flight at once; at least 1.</param>
    /// <param name="during">The measured time.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no copies, or there is no time.</exception>
    public static LoadSimulation KeepConstant(int copies, TimeSpan during) => new ClosedLoad(Copies(copies), IsRamp: false, Time(during));

    /// <summary>Closed loop: from the copies of the simulation before, or from none, evenly to so many.</summary>
    /// <param name="copies">Copies at the end; fewer than before end copies after their last answer.</param>
    /// <param name="during">The measured time.</param>
    /// <exception cref="ArgumentOutOfRangeException">The copies are fewer than 0, or there is no time.</exception>
    public static LoadSimulation RampingConstant(int copies, TimeSpan during)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(copies);
        return new ClosedLoad(copies, IsRamp: true, Time(during));
    }

    /// <summary>
    /// Open loop: requests begin at a constant rate, evenly spaced, whatever the server does. Latency runs from the moment a request was
    /// due, not from when it could be sent, so that a stall counts for every request that it delays.
    /// </summary>
    /// <param name="rate">Requests in each interval; more than 0.</param>
    /// <param name="interval">E.g. a second.</param>
    /// <param name="during">The measured time.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is 0, negative, or no number, or there is no time.</exception>
    public static LoadSimulation Inject(double rate, TimeSpan interval, TimeSpan during) =>
        new OpenLoad(PerSecond(rate, interval), ArrivalKind.Even, Time(during));

    /// <summary>Open loop: from the rate of the simulation before, or from none, evenly to another.</summary>
    /// <param name="rate">Requests in each interval at the end; more than 0.</param>
    /// <param name="interval">E.g. a second.</param>
    /// <param name="during">The measured time.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is 0, negative, or no number, or there is no time.</exception>
    public static LoadSimulation RampingInject(double rate, TimeSpan interval, TimeSpan during) =>
        new OpenLoad(PerSecond(rate, interval), ArrivalKind.Ramp, Time(during));

    /// <summary>
    /// Open loop: requests begin independently of one another (a Poisson process), as those of many users do. NBomber's takes a random
    /// number from a range for each interval instead.
    /// </summary>
    /// <param name="rate">Mean number of requests in each interval; more than 0.</param>
    /// <param name="interval">E.g. a second.</param>
    /// <param name="during">The measured time.</param>
    /// <param name="seed">The same seed gives the same moments.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is 0, negative, or no number, or there is no time.</exception>
    public static LoadSimulation InjectRandom(double rate, TimeSpan interval, TimeSpan during, int seed = 1) =>
        new OpenLoad(PerSecond(rate, interval), ArrivalKind.Random, Time(during)) { Seed = seed };

    /// <summary>No request begins; connections stay open.</summary>
    /// <param name="during">For how long.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no time.</exception>
    public static LoadSimulation Pause(TimeSpan during) => new ClosedLoad(0, IsRamp: false, Time(during));

    private static int Copies(int copies)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(copies, 1);
        return copies;
    }

    private static TimeSpan Time(TimeSpan during)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(during, TimeSpan.Zero);
        return during;
    }

    private static double PerSecond(double rate, TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        if (double.IsFinite(rate) && rate > 0)
            return rate / interval.TotalSeconds;
        throw new ArgumentOutOfRangeException(
            nameof(rate), rate, "requests cannot begin at this rate: give a number above 0, or Pause for a time without requests");
    }
}

/// <summary>So many copies, at once or at the end of a ramp.</summary>
internal sealed record ClosedLoad(int Copies, bool IsRamp, TimeSpan During) : LoadSimulation(During);

/// <summary>So many requests a second, from the start or at the end of a ramp.</summary>
internal sealed record OpenLoad(double Rate, ArrivalKind Kind, TimeSpan During) : LoadSimulation(During)
{
    public int Seed { get; init; }
}

/// <summary>How requests are spread over the time.</summary>
internal enum ArrivalKind
{
    /// <summary>The same time between each and the next.</summary>
    Even,

    /// <summary>Ever closer, or ever farther apart.</summary>
    Ramp,

    /// <summary>Independently of one another.</summary>
    Random,
}
