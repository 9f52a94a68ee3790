using Harness.Load.Engine;

namespace Harness.Load;

/// <summary>Where load comes from: this process, or something nearer to the workload.</summary>
public interface ILoadGenerator
{
    /// <summary>Makes one request, for a check before any measurement.</summary>
    /// <returns>The answer, also when none came within <paramref name="timeout"/>.</returns>
    Task<HttpAnswer> AskAsync(HttpTarget target, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Measures one closed-loop round.</summary>
    /// <exception cref="OperationCanceledException">Interrupted; all connections are closed.</exception>
    Task<RoundMeasurement> RunAsync(HttpTarget target, LoadRound round, CancellationToken cancellationToken);
}
