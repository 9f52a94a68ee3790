using System.Text;
using Harness.Load.Engine;
using Harness.Results;

namespace Harness.Load.Plans;

/// <summary>A scenario of a plan, measured once; once more where that was disturbed.</summary>
/// <param name="folder">Where its files go.</param>
/// <param name="scenario">The scenario.</param>
/// <param name="targets">Where its requests go.</param>
/// <param name="watched">What disturbs it.</param>
internal sealed class PlannedMeasurement(RunFolder folder, PlannedScenario scenario, PlannedTargets targets, WatchedRounds watched)
{
    private TimeSpan Needed => scenario.WarmUp + scenario.Duration + scenario.Timeout;

    /// <summary>Measures it.</summary>
    /// <param name="done">Receives what was measured, each time.</param>
    /// <param name="progress">Receives a line before and after.</param>
    /// <param name="stop">Interrupts.</param>
    public async Task RunAsync(Action<PlannedFigures> done, IProgress<string> progress, CancellationToken stop)
    {
        if (await OnceAsync("", done, progress, stop).ConfigureAwait(false) is not null)
            await OnceAsync(", once more", done, progress, stop).ConfigureAwait(false);
    }

    private async Task<string?> OnceAsync(
        string time, Action<PlannedFigures> done, IProgress<string> progress, CancellationToken stop)
    {
        var routes = targets.Of(scenario);
        foreach (var route in routes)
            await RouteCheck.EnsureAsync(new LocalLoadGenerator(), route, scenario.Timeout, stop).ConfigureAwait(false);
        progress.Report(FormattableString.Invariant($"{scenario.Name}{time}: {scenario.Duration.TotalSeconds:0.#} s of load"));
        var round = await watched.OnceAsync(
            () => MeasureAsync(routes, stop), measured => [new SentRound(routes[0].Caller, measured)], stop).ConfigureAwait(false);
        var figures = PlannedRound.Figures(scenario, routes[0].RecordedVia, round.Measured) with
        {
            Disturbed = round.Disturbance,
            Files =
            [
                Attach("latency.hgrm", "latency distribution", RoundFiles.PercentileDistribution(round.Measured)),
                Attach("seconds.csv", "each second", RoundFiles.Intervals(round.Measured)),
            ],
        };
        progress.Report(PlannedRound.Describe(figures));
        done(figures);
        return round.Disturbance;

        Attachment Attach(string file, string title, string content) =>
            folder.Attach($"plan {scenario.Name}{time}", file, title, Encoding.UTF8.GetBytes(content));
    }

    /// <summary>The steps go to one way, and share its credentials.</summary>
    private async Task<RoundMeasurement> MeasureAsync(IReadOnlyList<LoadRoute> routes, CancellationToken stop)
    {
        var sent = new List<HttpTarget>();
        foreach (var route in routes)
            sent.Add(await route.TargetAsync(Needed, stop).ConfigureAwait(false));
        using var steps = new PlannedSteps(scenario, sent);
        return await new LoadRunner().RunAsync(steps.Scenario, scenario.Simulations, stop).ConfigureAwait(false);
    }
}
