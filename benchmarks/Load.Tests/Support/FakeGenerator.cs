using Harness.Load.Engine;
using Microsoft.Extensions.Time.Testing;

namespace Harness.Load.Tests.Support;

/// <summary>A load generator that measures what a test says, by the number of the round, from 0.</summary>
internal sealed class FakeGenerator(FakeTimeProvider time, Func<int, RoundMeasurement> measure) : ILoadGenerator
{
    private int _rounds;

    public Func<int, RoundMeasurement> Measure => measure;

    public HttpAnswer Answer { get; init; } = new(200, "Hello, world!", null);

    /// <summary>Takes as long as it may, rather than as long as it says it measured.</summary>
    public bool TakesWholeAllowance { get; init; }

    public Task<HttpAnswer> AskAsync(HttpTarget target, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (TakesWholeAllowance)
            time.Advance(timeout);
        return Task.FromResult(Answer);
    }

    public Task<RoundMeasurement> RunAsync(HttpTarget target, LoadRound round, CancellationToken cancellationToken)
    {
        var measured = measure(_rounds++);
        time.Advance(TakesWholeAllowance ? round.WarmUp + round.During + round.Drain : TimeSpan.FromSeconds(measured.Seconds));
        return Task.FromResult(measured);
    }
}
