using Harness.Load.Engine;
using Harness.Waiting;

namespace Harness.Load;

/// <summary>A round, and what disturbed it.</summary>
/// <param name="Measured">What it measured.</param>
/// <param name="Disturbance">Why its figures say nothing about the way that was measured; null where nothing disturbed it.</param>
internal sealed record WatchedRound<T>(T Measured, string? Disturbance);

/// <summary>What was sent in a round, and by whom.</summary>
/// <param name="Caller">Who; null where no credentials are renewed: what is refused then is an answer like any other.</param>
/// <param name="Measured">What came back.</param>
internal sealed record SentRound(IRouteCaller? Caller, RoundMeasurement Measured);

/// <summary>
/// Rounds, each watched for what would pass for a slow or failing way and is none: a pod that was restarted or replaced meanwhile, and
/// credentials that expired. Such a round says so, counts for nothing, and is measured once more.
/// </summary>
/// <param name="pods">The pods behind what is measured; null where nobody may list them.</param>
internal sealed class WatchedRounds(PodWatch? pods = null)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(2);
    private static readonly string Unauthorized = ErrorKinds.Of(System.Net.HttpStatusCode.Unauthorized);

    /// <summary>What could not be watched for; null where all could.</summary>
    public string? Missing => pods?.Missing;

    /// <summary>Measures a route once, and once more when that was disturbed.</summary>
    /// <param name="generator">Where load comes from.</param>
    /// <param name="route">The route.</param>
    /// <param name="round">The round.</param>
    /// <param name="stop">Interrupts.</param>
    /// <returns>One round, or two of which the first was disturbed.</returns>
    /// <exception cref="HarnessException">The pods did not become ready again, or credentials could not be renewed.</exception>
    public async Task<IReadOnlyList<WatchedRound<RoundMeasurement>>> MeasureAsync(
        ILoadGenerator generator, LoadRoute route, LoadRound round, CancellationToken stop)
    {
        var first = await OnceAsync(generator, route, round, stop).ConfigureAwait(false);
        if (first.Disturbance is null)
            return [first];
        await AnsweringAsync(generator, route, stop).ConfigureAwait(false);
        return [first, await OnceAsync(generator, route, round, stop).ConfigureAwait(false)];
    }

    /// <summary>Measures once; where that was disturbed, the pods are ready again and the credentials new when this returns.</summary>
    /// <param name="measure">Measures.</param>
    /// <param name="sent">What was sent in it, and by whom.</param>
    /// <param name="stop">Interrupts.</param>
    public async Task<WatchedRound<T>> OnceAsync<T>(
        Func<Task<T>> measure, Func<T, IEnumerable<SentRound>> sent, CancellationToken stop)
    {
        if (pods is not null)
            await pods.BeginAsync(stop).ConfigureAwait(false);
        var count = pods?.Count ?? 0;
        var measured = await measure().ConfigureAwait(false);
        var all = sent(measured).ToList();
        var change = pods is null ? null : await pods.ChangeAsync(all.Exists(HasErrors), stop).ConfigureAwait(false);
        if (change is not null)
            await pods!.ReadyAsync(count, stop).ConfigureAwait(false);
        string[] refused = [.. all.Select(Refused).OfType<string>()];
        var disturbances = change is null ? refused : [change, .. refused];
        return new WatchedRound<T>(measured, disturbances.Length == 0 ? null : string.Join("; ", disturbances));
    }

    /// <summary>Measures a route once.</summary>
    public Task<WatchedRound<RoundMeasurement>> OnceAsync(
        ILoadGenerator generator, LoadRoute route, LoadRound round, CancellationToken stop) => OnceAsync(
            async () =>
            {
                var target = await route.TargetAsync(round.WarmUp + round.During + round.Drain, stop).ConfigureAwait(false);
                return await generator.RunAsync(target, round, stop).ConfigureAwait(false);
            },
            measured => [new SentRound(route.Caller, measured)],
            stop);

    private static bool HasErrors(SentRound sent) =>
        sent.Measured.FailedRequests > sent.Measured.Errors.GetValueOrDefault(Unauthorized);

    private static string? Refused(SentRound sent)
    {
        if (sent.Caller is null || sent.Measured.Errors.GetValueOrDefault(Unauthorized) is not (> 0 and var count))
            return null;
        return FormattableString.Invariant($"{count} × {Unauthorized}: {sent.Caller.Refused()}");
    }

    /// <summary>A ready pod is not reached yet on every way: a node's rules lag behind. If it stays so, errors tell.</summary>
    private static async Task AnsweringAsync(ILoadGenerator generator, LoadRoute route, CancellationToken stop)
    {
        try
        {
            await new Condition($"{route.Name} answers again", Patience).WaitAsync(
                async ct =>
                {
                    var target = await route.TargetAsync(LongestLook, ct).ConfigureAwait(false);
                    var answer = await generator.AskAsync(target, LongestLook, ct).ConfigureAwait(false);
                    return answer.IsRightFor(target) ? Seen.Met(true) : Seen.NotYet<bool>("no right answer");
                },
                stop).ConfigureAwait(false);
        }
        catch (HarnessException)
        {
        }
    }
}
