namespace Harness.Load.Engine;

/// <summary>Runs a scenario under load simulations: one round, on threads of its own.</summary>
/// <param name="time">The clock of deadlines and latencies.</param>
public sealed class LoadRunner(TimeProvider time)
{
    private readonly Func<Readiness> _readiness = Readiness.Create;

    /// <summary>A runner on the system's clock.</summary>
    public LoadRunner()
        : this(TimeProvider.System)
    {
    }

    /// <summary>A runner whose loops wait in another way than the system's best.</summary>
    internal LoadRunner(TimeProvider time, Func<Readiness> readiness)
        : this(time) => _readiness = readiness;

    /// <summary>Warms up, measures, and awaits what is in flight at the end within <see cref="LoadScenario.Drain"/>.</summary>
    /// <param name="scenario">What is done.</param>
    /// <param name="simulation">How much of it.</param>
    /// <param name="cancellationToken">Interrupts the round.</param>
    /// <exception cref="OperationCanceledException">The round was interrupted; no request is in flight.</exception>
    public Task<RoundMeasurement> RunAsync(
        LoadScenario scenario, LoadSimulation simulation, CancellationToken cancellationToken = default) =>
        RunAsync(scenario, [simulation], cancellationToken);

    /// <summary>As above, with several simulations in turn, over the same connections.</summary>
    /// <param name="scenario">What is done.</param>
    /// <param name="simulations">How much of it, one after the other; at least one.</param>
    /// <param name="cancellationToken">Interrupts the round.</param>
    /// <exception cref="OperationCanceledException">The round was interrupted; no request is in flight.</exception>
    /// <exception cref="ArgumentException">There is no simulation, or no copy or thread for it.</exception>
    public async Task<RoundMeasurement> RunAsync(
        LoadScenario scenario, IReadOnlyList<LoadSimulation> simulations, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(simulations);
        ArgumentOutOfRangeException.ThrowIfLessThan(simulations.Count, 1, nameof(simulations));
        ArgumentOutOfRangeException.ThrowIfLessThan(scenario.Threads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(scenario.MaxCopies, scenario.Threads);
        cancellationToken.ThrowIfCancellationRequested();
        var during = simulations.Aggregate(TimeSpan.Zero, (sum, simulation) => sum + simulation.During);
        var stop = new RoundStop(cancellationToken);
        EventLoop[] loops = [.. Enumerable.Range(0, scenario.Threads).Select(_ => new EventLoop(time, _readiness(), scenario.RunsFirst))];
        try
        {
            // The threads run before the round begins: its first request is not to wait for them.
            await Task.WhenAll(loops.Select(loop => loop.RunAsync(() => ValueTask.FromResult(true)))).ConfigureAwait(false);
            var window = RoundWindow.StartingNow(time, scenario.WarmUp, during, scenario.Drain);
            var rounds = loops.Select((loop, index) => new LoopRound(
                loop, time, scenario, simulations, window, stop, new LoopShare(index, loops.Length))).ToList();
            using var interruption = cancellationToken.UnsafeRegister(_ => rounds.ForEach(round => round.Interrupt()), null);
            var parts = await Task.WhenAll(rounds.Select(round => round.StartAsync())).ConfigureAwait(false);
            stop.ThrowIfInterrupted();
            var total = time.GetElapsedTime(window.Begin).TotalSeconds;
            return parts is [var only]
                ? only with { TotalSeconds = total, Invalid = RoundValidity.Judge(only) }
                : RoundMeasurement.Together(parts) with { TotalSeconds = total };
        }
        finally
        {
            foreach (var loop in loops)
                loop.Dispose();
        }
    }
}
