namespace Harness.Load.Engine;

/// <summary>What one copy of a scenario does over and over: one request, with its answer checked.</summary>
/// <remarks>Each copy has a step of its own and runs it once at a time: a step may keep buffers without locks.</remarks>
public interface IStep : IDisposable
{
    /// <summary>Makes one request and judges its answer. Called on the thread of the loop that the step was made for.</summary>
    /// <param name="cancellationToken">
    /// Ends the request: the step's time is up, or the round was interrupted. The same token from request to request, as long as it was
    /// not cancelled.
    /// </param>
    /// <exception cref="OperationCanceledException">The token ended the request.</exception>
    ValueTask<StepOutcome> RunAsync(CancellationToken cancellationToken);
}

/// <summary>What is done under load, and how long it may take; a <see cref="LoadSimulation"/> says how much of it runs at once.</summary>
/// <param name="Name">Its name, for people.</param>
/// <param name="CreateStep">Makes the step of one copy, on the thread of the loop that it is given and that drives the copy.</param>
public sealed record LoadScenario(string Name, Func<EventLoop, IStep> CreateStep)
{
    /// <summary>
    /// Time under the first simulation's load before anything is measured: connections are made, code is compiled. A simulation that
    /// ramps up from nothing warms nothing up.
    /// </summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.Zero;

    /// <summary>
    /// Longest time one request may take; longer is the error <see cref="ErrorKinds.Timeout"/>, also when an answer comes after all. The
    /// loop looks every 10 ms, so that a request without an answer ends up to 10 ms late.
    /// </summary>
    public TimeSpan StepTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Longest time that requests still in flight at the round's end are awaited. Answers within it are measured like all
    /// others; what is still unanswered then is the error <see cref="ErrorKinds.Unfinished"/>.
    /// </summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Most copies, and so most connections, at once where requests come at a rate. A request that is due while all are busy waits for
    /// one, and its wait is part of its latency; what still waits at the end is the error <see cref="ErrorKinds.NotSent"/>.
    /// </summary>
    public int MaxCopies { get; init; } = 1_000;

    /// <summary>Event loops, each with a thread and its share of the copies or of the rate. One drives some 50,000 requests/s.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>
    /// Whether its threads run before all other programs, as far as the system allows it (root, or CAP_SYS_NICE): where client and server
    /// share processors, the client is otherwise late, and its lateness passes for the server's.
    /// </summary>
    public bool RunsFirst { get; init; }

    /// <summary>What ends a round early; <see cref="RoundMeasurement.Stopped"/> then says which it was.</summary>
    public IReadOnlyList<LoadThreshold> Thresholds { get; init; } = [];
}
