namespace Harness.Load.Engine;

/// <summary>What one copy of a scenario does over and over: one request, with its answer checked.</summary>
/// <remarks>Each copy has a step of its own and runs it once at a time: a step may keep buffers without locks.</remarks>
public interface IStep : IDisposable
{
    /// <summary>Makes one request and judges its answer.</summary>
    /// <param name="cancellationToken">Ends the request: the step's time is up, or the round was interrupted.</param>
    /// <exception cref="OperationCanceledException">The token ended the request.</exception>
    ValueTask<StepOutcome> RunAsync(CancellationToken cancellationToken);
}

/// <summary>What is done under load, and how long it may take; a <see cref="LoadSimulation"/> says how much of it runs at once.</summary>
/// <param name="Name">Its name, for people.</param>
/// <param name="CreateStep">Makes the step of one copy.</param>
public sealed record LoadScenario(string Name, Func<IStep> CreateStep)
{
    /// <summary>Time under load before anything is measured: connections are made, code is compiled.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.Zero;

    /// <summary>Longest time one request may take; longer is the error <see cref="ErrorKinds.Timeout"/>.</summary>
    public TimeSpan StepTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Longest time that requests still in flight at the round's end are awaited. Answers within it are measured like all
    /// others; what is still unanswered then is the error <see cref="ErrorKinds.Unfinished"/>.
    /// </summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(10);
}
