using Harness.Load.Engine;
using Microsoft.Extensions.Time.Testing;

namespace Harness.Load.Tests.Support;

/// <summary>A load generator that measures what a test says, by the number of the round, from 0.</summary>
internal sealed class FakeGenerator(FakeTimeProvider time, Func<int, RoundMeasurement> measure) : ILoadGenerator
{
    private int _rounds;

    /// <summary>The time that each round was given for its last answers.</summary>
    public List<TimeSpan> Drains { get; } = [];

    /// <summary>What passes before each check and each round, as a pod takes to start.</summary>
    public TimeSpan StartUp { get; init; }

    /// <summary>Told what each round is sent to.</summary>
    public Action<HttpTarget>? Sent { get; init; }

    public Func<int, RoundMeasurement> Measure => measure;

    public HttpAnswer Answer { get; init; } = new(200, "Hello, world!", null);

    /// <summary>Takes as long as it may, rather than as long as it says it measured.</summary>
    public bool TakesWholeAllowance { get; init; }

    public Task<HttpAnswer> AskAsync(HttpTarget target, TimeSpan timeout, CancellationToken cancellationToken)
    {
        time.Advance(StartUp + (TakesWholeAllowance ? timeout : TimeSpan.Zero));
        return Task.FromResult(Answer);
    }

    public Task<RoundMeasurement> RunAsync(HttpTarget target, LoadRound round, CancellationToken cancellationToken)
    {
        Sent?.Invoke(target);
        var measured = measure(_rounds++);
        var took = TakesWholeAllowance ? round.WarmUp + round.During + round.Drain : TimeSpan.FromSeconds(measured.Seconds);
        Drains.Add(round.Drain);
        time.Advance(StartUp + took);
        return Task.FromResult(measured with { TotalSeconds = took.TotalSeconds });
    }
}
