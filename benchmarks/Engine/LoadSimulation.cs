namespace Harness.Load.Engine;

/// <summary>How much of a scenario runs at once, and for how long: NBomber's term.</summary>
/// <param name="During">The measured time, after the scenario's warm-up.</param>
public abstract record LoadSimulation(TimeSpan During)
{
    /// <summary>
    /// Closed loop: a constant number of copies, each sending its next request as soon as it has the answer to the last. A
    /// slower server is therefore sent less; see benchmarks/README.md for what that hides.
    /// </summary>
    /// <param name="copies">Requests in flight at once; at least 1.</param>
    /// <param name="during">The measured time.</param>
    public static LoadSimulation KeepConstant(int copies, TimeSpan during) => new KeepConstant(copies, during);

    /// <summary>Applies the load and gathers what was measured.</summary>
    internal abstract Task<RoundMeasurement> DriveAsync(
        LoadScenario scenario, RoundWindow window, TimeProvider time, CancellationToken cancellationToken);
}
