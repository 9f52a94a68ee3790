using Harness.Load.Statistics;
using Harness.Results;

namespace Harness.Load.Headless;

/// <summary>How the pods share calls, with keep-alive and with a connection for each request, in rounds that take turns.</summary>
/// <param name="load">Makes the rounds.</param>
/// <param name="pods">The pods behind the service.</param>
/// <param name="profile">How many calls, and for how long at most.</param>
/// <param name="time">The clock.</param>
internal sealed class SpreadBenchmark(IHeadlessLoad load, IReadOnlyCollection<string> pods, HeadlessProfile profile, TimeProvider time)
{
    private readonly Way[] _ways =
    [
        new("connections that are kept", true, profile.Requests),
        new("a connection for each request", false, (long)(profile.Requests * profile.ConnectionShare)),
    ];

    private string? _doubt;

    /// <summary>Whether pods were replaced since the start, or why that is not known; null for neither.</summary>
    public Func<CancellationToken, Task<string?>> PodsChanged { get; init; } = _ => Task.FromResult<string?>(null);

    /// <summary>What was measured so far, interrupted or not.</summary>
    public IReadOnlyList<HeadlessSpread> Result => [.. _ways.Where(way => way.Rounds.Count > 0).Select(Spread)];

    /// <summary>Measures until there are enough answers, or the time is over; each way gets a round in any case.</summary>
    /// <exception cref="OperationCanceledException">Interrupted; <see cref="Result"/> has what was measured.</exception>
    public async Task RunAsync(IProgress<string>? progress, CancellationToken cancellationToken)
    {
        _doubt = "it was interrupted before it was known whether pods were replaced";
        await MeasureAsync(progress, cancellationToken).ConfigureAwait(false);
        _doubt = await PodsChanged(cancellationToken).ConfigureAwait(false);
    }

    private async Task MeasureAsync(IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (_ways.MinBy(way => (way.Share, way.Rounds.Count)) is { Share: < 1 } next)
        {
            if (next.Rounds.Count > 0 && time.GetElapsedTime(start) >= profile.LongestSpread)
                return;
            progress?.Report(FormattableString.Invariant(
                $"spread over {pods.Count} pods: {_ways.Sum(way => way.Answers):#,0} of {_ways.Sum(way => way.Wanted):#,0} answers"));
            var rate = new HeadlessRate(next.KeepAlive, profile.InFlight, profile.Round, Rate: null);
            next.Rounds.Add(await load.RunAsync(rate, new PodTally(time), cancellationToken).ConfigureAwait(false));
        }
    }

    private HeadlessSpread Spread(Way way)
    {
        var counts = HeadlessCounts.Sum(way.Rounds.Select(round => round.Pods).Prepend(pods.ToDictionary(pod => pod, _ => 0L)));
        return new HeadlessSpread
        {
            Way = way.Name,
            InFlight = profile.InFlight,
            Wanted = way.Wanted,
            Pods = counts,
            Errors = HeadlessCounts.Sum(way.Rounds.Select(round => round.Errors)),
            // Pods that came later could not answer as often: that would pass for an uneven choice.
            Evenness = _doubt is null ? Evenness.Of([.. counts.Values]) : null,
            Doubt = _doubt,
            Rounds = [.. way.Rounds],
        };
    }

    private sealed record Way(string Name, bool KeepAlive, long Wanted)
    {
        public List<HeadlessRound> Rounds { get; } = [];

        public long Answers => Rounds.Sum(round => round.Pods.Values.Sum());

        public double Share => Wanted == 0 ? 1 : (double)Answers / Wanted;
    }
}
