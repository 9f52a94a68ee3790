using Harness.Results;
using Harness.Waiting;

namespace Harness.Load.Headless;

/// <summary>
/// Calls at a constant rate while pods come and go. Each change comes in the middle of a round; rounds follow one another until one was
/// begun with everything settled.
/// </summary>
/// <param name="load">Makes the rounds.</param>
/// <param name="replicas">The pods.</param>
/// <param name="profile">How much load, and which changes.</param>
/// <param name="time">The clock.</param>
internal sealed class ChangeBenchmark(IHeadlessLoad load, IReplicas replicas, HeadlessProfile profile, TimeProvider time)
{
    private static readonly TimeSpan AnswersDeadline = TimeSpan.FromSeconds(10);
    private readonly List<HeadlessChange> _changes = [];

    /// <summary>What was measured so far, interrupted or not.</summary>
    public IReadOnlyList<HeadlessChange> Result => [.. _changes];

    /// <summary>Measures without a change, then each change.</summary>
    /// <param name="pods">The pods at the beginning.</param>
    /// <param name="progress">Receives a line for each change.</param>
    /// <param name="cancellationToken">Interrupts it.</param>
    /// <exception cref="HarnessException">Nothing is answered: there is nothing to change under load.</exception>
    public async Task RunAsync(IReadOnlyList<string> pods, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var count = profile.Pods;
        progress?.Report(FormattableString.Invariant($"{profile.Rate} calls a second to {count} pods"));
        var steady = await RoundAsync(new PodTally(time), cancellationToken).ConfigureAwait(false);
        _changes.Add(Change(FormattableString.Invariant($"none, {count} pods"), [steady], [], []));
        foreach (var scale in profile.Scales)
        {
            var name = FormattableString.Invariant($"scale {count} → {scale}");
            pods = await ChangeAsync(name, pods, scale, ct => replicas.ScaleAsync(scale, ct), progress, cancellationToken)
                .ConfigureAwait(false);
            count = scale;
        }

        var restart = FormattableString.Invariant($"rolling restart of {count} pods");
        await ChangeAsync(restart, pods, count, replicas.RestartAsync, progress, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<string>> ChangeAsync(
        string name, IReadOnlyList<string> before, int count, Func<CancellationToken, Task> change, IProgress<string>? progress,
        CancellationToken cancellationToken)
    {
        progress?.Report(FormattableString.Invariant($"{name}, at {profile.Rate} calls a second"));
        var (tally, rounds, isOver) = (new PodTally(time), new List<HeadlessRound>(), false);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = RoundAsync(tally, stop.Token);
        var changing = SettleAsync(tally, change, count, stop.Token);
        try
        {
            rounds.Add(await first.ConfigureAwait(false));
            while (!isOver)
            {
                isOver = changing.IsCompleted;
                rounds.Add(await RoundAsync(tally, stop.Token).ConfigureAwait(false));
            }
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)changing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        var (changedAt, settledAt, after, reason) = await changing.ConfigureAwait(false);
        var (gone, come) = after is null ? ([], []) : (before.Except(after), after.Except(before));
        _changes.Add(Change(
            name, rounds, come.ToDictionary(pod => pod, pod => Since(tally.Times(pod)?.First)),
            gone.ToDictionary(pod => pod, pod => Since(tally.Times(pod)?.Last) is >= 0 and var last ? last : (double?)null)) with
        {
            Settled = Since(settledAt),
            NotSettled = reason,
        });
        return after ?? before;

        double? Since(long? moment) => moment is { } at ? Signed(changedAt, at) : null;
    }

    private double Signed(long from, long to) => to >= from
        ? time.GetElapsedTime(from, to).TotalSeconds : -time.GetElapsedTime(to, from).TotalSeconds;

    /// <summary>Changes the pods once calls are under way, and waits until that is through.</summary>
    private async Task<(long ChangedAt, long? SettledAt, IReadOnlyList<string>? Pods, string? Reason)> SettleAsync(
        PodTally tally, Func<CancellationToken, Task> change, int count, CancellationToken stop)
    {
        var wanted = (long)(profile.Rate * profile.Round.TotalSeconds / 4);
        await new Condition(FormattableString.Invariant($"{wanted} calls are answered"), AnswersDeadline) { Time = time }.WaitAsync(
            _ => Task.FromResult(tally.Total >= wanted
                ? Seen.Met(true) : Seen.NotYet<bool>(FormattableString.Invariant($"{tally.Total} answers"))),
            stop).ConfigureAwait(false);
        await change(stop).ConfigureAwait(false);
        var changedAt = time.GetTimestamp();
        try
        {
            var pods = await replicas.SettledAsync(count, stop).ConfigureAwait(false);
            return (changedAt, time.GetTimestamp(), pods, null);
        }
        catch (HarnessException late)
        {
            return (changedAt, null, null, late.Message);
        }
    }

    private Task<HeadlessRound> RoundAsync(PodTally tally, CancellationToken stop) =>
        load.RunAsync(new HeadlessRate(KeepAlive: true, profile.MostInFlight, profile.Round, profile.Rate), tally, stop);

    private HeadlessChange Change(
        string name, IReadOnlyList<HeadlessRound> rounds, Dictionary<string, double?> come, Dictionary<string, double?> gone) => new()
        {
            Change = name,
            Rate = profile.Rate,
            Answers = rounds.Sum(round => round.Pods.Values.Sum()),
            Errors = HeadlessCounts.Sum(rounds.Select(round => round.Errors)),
            Latency = HeadlessCounts.Latency(rounds),
            NewPods = come,
            RemovedPods = gone,
            Rounds = rounds,
        };
}
