using Harness.Load.Engine;
using Harness.Results;

namespace Harness.Load;

/// <summary>Proxied against direct in under half a minute: a few connection counts, the routes' rounds interleaved.</summary>
public sealed class QuickBenchmark
{
    /// <summary>The workload behind both routes, for people, e.g. <c>hello-app, 1 replica, GET /</c>.</summary>
    public required string Target { get; init; }

    /// <summary>The route through the API server.</summary>
    public required LoadRoute Proxied { get; init; }

    /// <summary>The route straight to the service.</summary>
    public required LoadRoute Direct { get; init; }

    /// <summary>Where the proxied route's load comes from; this process by default.</summary>
    public ILoadGenerator ProxiedGenerator { get; init; } = new LocalLoadGenerator();

    /// <summary>Where the direct route's load comes from; this process by default.</summary>
    public ILoadGenerator DirectGenerator { get; init; } = new LocalLoadGenerator();

    /// <summary>Connection counts, rounds and times.</summary>
    public QuickPlan Plan { get; init; } = QuickPlan.Default;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Checks both routes with one request, then measures.</summary>
    /// <param name="progress">Receives one line for each round.</param>
    /// <param name="cancellationToken">Interrupts; connections are closed before the exception arrives.</param>
    /// <exception cref="HarnessException">A route does not answer 200 with its marker: there is nothing to measure.</exception>
    /// <exception cref="OperationCanceledException">Interrupted.</exception>
    public async Task<BenchmarkResult> RunAsync(IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        var started = Time.GetUtcNow();
        var begin = Time.GetTimestamp();
        await RouteCheck.EnsureAsync(ProxiedGenerator, Proxied, Plan.CheckTimeout, cancellationToken).ConfigureAwait(false);
        await RouteCheck.EnsureAsync(DirectGenerator, Direct, Plan.CheckTimeout, cancellationToken).ConfigureAwait(false);

        // The starts of pods count neither here nor below: they must not use up the time for last answers.
        var spent = TimeSpan.FromTicks(Math.Min(Time.GetElapsedTime(begin).Ticks, (Plan.CheckTimeout * 2).Ticks));
        var measured = new List<(PlannedRound Round, RoundMeasurement Measurement)>();
        foreach (var round in Plan.Order())
        {
            var drain = Plan.DrainFor(spent, Plan.RoundCount - measured.Count);
            var measurement = await MeasureAsync(round, drain, cancellationToken).ConfigureAwait(false);
            measured.Add((round, measurement));
            spent += TimeSpan.FromSeconds(measurement.TotalSeconds);
            progress?.Report(Describe(round, measurement, Plan.RoundCount - measured.Count));
        }

        return new BenchmarkResult
        {
            Name = "quick",
            Target = Target,
            Comparisons = [.. Plan.Connections.Select(connections => new Comparison(
                QuickFigures.For(Proxied, connections, Of(connections, proxied: true)),
                QuickFigures.For(Direct, connections, Of(connections, proxied: false))))],
            Started = started,
            Duration = Time.GetElapsedTime(begin),
        };

        IReadOnlyList<RoundMeasurement> Of(int connections, bool proxied) =>
            [.. from part in measured
                where part.Round.Connections == connections && part.Round.Proxied == proxied
                select part.Measurement];
    }

    private async Task<RoundMeasurement> MeasureAsync(PlannedRound planned, TimeSpan drain, CancellationToken cancellationToken)
    {
        var round = new LoadRound(planned.Connections, Plan.WarmUp, Plan.During, drain);
        var (route, generator) = planned.Proxied ? (Proxied, ProxiedGenerator) : (Direct, DirectGenerator);
        var target = await route.TargetAsync(Plan.WarmUp + Plan.During + drain, cancellationToken).ConfigureAwait(false);
        return await generator.RunAsync(target, round, cancellationToken).ConfigureAwait(false);
    }

    private string Describe(PlannedRound round, RoundMeasurement measurement, int roundsLeft)
    {
        var route = round.Proxied ? Proxied.Name : Direct.Name;
        var errors = measurement.FailedRequests == 0 ? "" : Invariant($", {measurement.FailedRequests:N0} errors");
        var connections = round.Connections == 1 ? "1 connection" : Invariant($"{round.Connections} connections");
        var speed = Invariant($"{measurement.RequestsPerSecond:N0} requests/s");
        return Invariant($"{connections}, round {round.Number} of {Plan.RoundsPerRoute}, {route}: {speed}{errors}; ")
            + TimeLeft.Text((Plan.WarmUp + Plan.During) * roundsLeft);
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
