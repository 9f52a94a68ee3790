using Harness.Load.Engine;
using Harness.Results;

namespace Harness.Load.SideEffects;

/// <summary>When a call is made: beside a round of load, from its beginning to its end.</summary>
/// <param name="WarmUp">Time before anything is measured.</param>
/// <param name="During">The measured time.</param>
/// <param name="Drain">Longest time that the last answers are awaited.</param>
public sealed record CallTime(TimeSpan WarmUp, TimeSpan During, TimeSpan Drain);

/// <summary>
/// An ordinary call of the API server, made at a low, constant rate whatever the server does: its latency runs from the moment it was due.
/// </summary>
/// <param name="Facts">What it is.</param>
/// <param name="MeasureAsync">Measures it once.</param>
public sealed record OrdinaryCall(
    OrdinaryCallFacts Facts, Func<CallTime, CancellationToken, Task<RoundMeasurement>> MeasureAsync)
{
    /// <summary>Calls of one kind that may wait for their answers at once.</summary>
    public const int MostAtOnce = 16;

    /// <summary>Its name.</summary>
    public string Name => Facts.Call;

    /// <summary>A call made of steps.</summary>
    /// <param name="facts">What it is.</param>
    /// <param name="createStep">Makes the step of one copy.</param>
    public static OrdinaryCall Of(OrdinaryCallFacts facts, Func<EventLoop, IStep> createStep) => new(facts, (time, stop) =>
    {
        var scenario = new LoadScenario(facts.Call, createStep)
        {
            WarmUp = time.WarmUp,
            Drain = time.Drain,
            StepTimeout = HttpRound.StepTimeout,
            MaxCopies = MostAtOnce,
            RunsFirst = true,
        };
        var simulation = LoadSimulation.Inject(facts.PerSecond, TimeSpan.FromSeconds(1), time.During);
        return new LoadRunner().RunAsync(scenario, simulation, stop);
    });
}
