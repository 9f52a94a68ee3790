using Harness.Load.Engine;

namespace Harness.Load;

/// <summary>Load from this process.</summary>
/// <param name="time">The clock of deadlines and latencies.</param>
public sealed class LocalLoadGenerator(TimeProvider time) : ILoadGenerator
{
    /// <summary>A generator on the system's clock.</summary>
    public LocalLoadGenerator()
        : this(TimeProvider.System)
    {
    }

    /// <inheritdoc/>
    public Task<HttpAnswer> AskAsync(HttpTarget target, TimeSpan timeout, CancellationToken cancellationToken) =>
        HttpAnswer.AskAsync(target, timeout, time, cancellationToken);

    /// <inheritdoc/>
    public Task<RoundMeasurement> RunAsync(HttpTarget target, LoadRound round, CancellationToken cancellationToken) =>
        HttpRound.RunAsync(target, round, time, cancellationToken);
}
