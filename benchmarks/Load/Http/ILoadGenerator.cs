namespace Harness.Load;

/// <summary>One round to be measured.</summary>
/// <param name="Connections">Connections kept busy.</param>
/// <param name="WarmUp">Time under load before the measurement.</param>
/// <param name="During">The measured time.</param>
/// <param name="Drain">Longest time that requests in flight at the end are awaited.</param>
public sealed record LoadRound(int Connections, TimeSpan WarmUp, TimeSpan During, TimeSpan Drain);

/// <summary>The answer to one request.</summary>
/// <param name="Status">HTTP status; null when no answer came.</param>
/// <param name="Message">The body's first part, or why no answer came.</param>
/// <param name="HasMarker">Whether the body holds the route's marker.</param>
public sealed record RouteAnswer(int? Status, string Message, bool HasMarker)
{
    /// <summary>Whether load over the route would measure the workload and nothing else.</summary>
    public bool IsRight => Status == 200 && HasMarker;
}

/// <summary>Where load comes from: this process, or something nearer to the workload.</summary>
public interface ILoadGenerator
{
    /// <summary>Makes one request, for a check before any measurement.</summary>
    /// <returns>The answer, also when none came within <paramref name="timeout"/>.</returns>
    Task<RouteAnswer> AskAsync(LoadRoute route, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Measures one closed-loop round.</summary>
    /// <exception cref="OperationCanceledException">Interrupted; all connections are closed.</exception>
    Task<RoundMeasurement> RunAsync(LoadRoute route, LoadRound round, CancellationToken cancellationToken);
}
