namespace Harness.Load.Engine;

/// <summary>One closed-loop round to be measured.</summary>
/// <param name="Connections">Connections kept busy.</param>
/// <param name="WarmUp">Time under load before the measurement.</param>
/// <param name="During">The measured time.</param>
/// <param name="Drain">Longest time that requests in flight at the end are awaited.</param>
public sealed record LoadRound(int Connections, TimeSpan WarmUp, TimeSpan During, TimeSpan Drain);

/// <summary>A round on an HTTP target, over connections that are made for it and closed after it.</summary>
public static class HttpRound
{
    /// <summary>Longest time for one request, and for making one connection.</summary>
    public static readonly TimeSpan StepTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Measures one round.</summary>
    /// <exception cref="OperationCanceledException">Interrupted; all connections are closed.</exception>
    public static async Task<RoundMeasurement> RunAsync(
        HttpTarget target, LoadRound round, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(round);
        using var client = HttpConnections.To(target, round.Connections, StepTimeout);
        var scenario = new LoadScenario($"{target}", () => new HttpStep(client, target))
        {
            WarmUp = round.WarmUp,
            StepTimeout = StepTimeout,
            Drain = round.Drain,
        };
        var simulation = LoadSimulation.KeepConstant(round.Connections, round.During);
        return await new LoadRunner(time).RunAsync(scenario, simulation, cancellationToken).ConfigureAwait(false);
    }
}
