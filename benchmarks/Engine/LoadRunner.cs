namespace Harness.Load.Engine;

/// <summary>Runs a scenario under a load simulation: one round.</summary>
/// <param name="time">The clock of deadlines and latencies.</param>
public sealed class LoadRunner(TimeProvider time)
{
    /// <summary>A runner on the system's clock.</summary>
    public LoadRunner()
        : this(TimeProvider.System)
    {
    }

    /// <summary>Warms up, measures, and awaits what is in flight at the end within <see cref="LoadScenario.Drain"/>.</summary>
    /// <exception cref="OperationCanceledException">The round was interrupted; no request is in flight.</exception>
    public async Task<RoundMeasurement> RunAsync(
        LoadScenario scenario, LoadSimulation simulation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(simulation);
        cancellationToken.ThrowIfCancellationRequested();
        var begin = time.GetTimestamp();
        var window = RoundWindow.StartingNow(time, scenario.WarmUp, simulation.During, scenario.Drain);
        var measured = await simulation.DriveAsync(scenario, window, time, cancellationToken).ConfigureAwait(false);
        return measured with { TotalSeconds = time.GetElapsedTime(begin).TotalSeconds };
    }
}
