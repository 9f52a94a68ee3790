using Harness.Load.Engine;
using Harness.Load.Statistics;
using Harness.Results;

namespace Harness.Load.Headless;

/// <summary>How much load a round is.</summary>
/// <param name="KeepAlive">Whether requests follow one another on a connection.</param>
/// <param name="InFlight">Requests kept in flight; with a rate, the most.</param>
/// <param name="During">Its length.</param>
/// <param name="Rate">Requests per second, whatever the server does; null for as many as there are answers.</param>
internal sealed record HeadlessRate(bool KeepAlive, int InFlight, TimeSpan During, double? Rate);

/// <summary>Makes a round of load whose answers are counted by pod.</summary>
internal interface IHeadlessLoad
{
    /// <summary>Measures one round.</summary>
    /// <param name="load">How much.</param>
    /// <param name="tally">Where answers are counted, besides in the round.</param>
    /// <param name="cancellationToken">Interrupts it.</param>
    Task<HeadlessRound> RunAsync(HeadlessRate load, PodTally tally, CancellationToken cancellationToken);
}

/// <summary>Load from this process. Nothing is warmed up: each answer counts.</summary>
/// <param name="route">The way to the service.</param>
internal sealed class HeadlessLoad(LoadRoute route) : IHeadlessLoad
{
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public async Task<HeadlessRound> RunAsync(HeadlessRate load, PodTally tally, CancellationToken cancellationToken)
    {
        var current = await route.TargetAsync(load.During + Drain, cancellationToken).ConfigureAwait(false);
        var (target, before) = (current with { KeepAlive = load.KeepAlive }, tally.Counts);
        var scenario = new LoadScenario($"{target}", loop => new CountingStep(new HttpStep(loop, target), tally))
        {
            StepTimeout = HttpRound.StepTimeout,
            Drain = Drain,
            MaxCopies = load.InFlight,
            // At a rate, the client is not to be late because of the pods that are being started.
            RunsFirst = load.Rate is not null,
        };
        var simulation = load.Rate is { } rate
            ? LoadSimulation.Inject(rate, TimeSpan.FromSeconds(1), load.During)
            : LoadSimulation.KeepConstant(load.InFlight, load.During);
        var measured = await new LoadRunner().RunAsync(scenario, simulation, cancellationToken).ConfigureAwait(false);
        return new HeadlessRound(
            measured.Seconds,
            measured.Connections,
            tally.Counts.ToDictionary(pod => pod.Key, pod => pod.Value - before.GetValueOrDefault(pod.Key)),
            measured.Errors,
            [.. (measured.Intervals ?? []).Select(second => second.FailedRequests)],
            LatencySummary.Counts(measured.Latencies),
            measured.Invalid);
    }
}
