namespace Harness.Load.Engine;

/// <summary>One round to be measured: a closed loop, unless it has a <see cref="Rate"/>.</summary>
/// <param name="Connections">Connections kept busy; with a rate, the most that are used.</param>
/// <param name="WarmUp">Time under load before the measurement.</param>
/// <param name="During">The measured time.</param>
/// <param name="Drain">Longest time that requests in flight at the end are awaited.</param>
public sealed record LoadRound(int Connections, TimeSpan WarmUp, TimeSpan During, TimeSpan Drain)
{
    /// <summary>Requests that begin each second, whatever the server does; null for as many as the connections manage.</summary>
    public double? Rate { get; init; }

    /// <summary>Whether its thread runs before all other programs, as far as the system allows it.</summary>
    public bool RunsFirst { get; init; }
}

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
        // HTTP/1.1 by the engine's own client; HTTP/2 by .NET's, at a multiple of the cost.
        using var client = target.HttpVersion.Major > 1 ? HttpConnections.To(target, round.Connections, StepTimeout) : null;
        var scenario = new LoadScenario(
            $"{target}", loop => client is null ? new HttpStep(loop, target) : new HttpClientStep(client, target))
        {
            WarmUp = round.WarmUp,
            StepTimeout = StepTimeout,
            Drain = round.Drain,
            MaxCopies = round.Connections,
            RunsFirst = round.RunsFirst,
        };
        var simulation = round.Rate is { } rate
            ? LoadSimulation.Inject(rate, TimeSpan.FromSeconds(1), round.During)
            : LoadSimulation.KeepConstant(round.Connections, round.During);
        return await new LoadRunner(time).RunAsync(scenario, simulation, cancellationToken).ConfigureAwait(false);
    }
}
