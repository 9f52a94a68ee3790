using Harness.Load.RbacCost;
using Harness.Results;
using Microsoft.Extensions.Time.Testing;

namespace Harness.Load.Tests.RbacCost;

/// <summary>Repeated grants and revocations, with an authorizer that lags as a test says.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class GrantDelaysTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Queue<int> _lags = [];
    private bool _isGranted;
    private int _lag;

    [Test]
    public async Task Grants_and_revocations_are_timed_in_turn()
    {
        Lags(1, 0, 3, 0);

        var delays = await Delays().MeasureAsync(7, repetitions: 2, CancellationToken.None);

        delays.Select(delay => (delay.Change, delay.Size, delay.AtOnce, delay.CallMilliseconds)).ShouldBe(
            [(RbacChange.Grant, 7, 0, 1.0), (RbacChange.Revocation, 7, 2, null)]);
        delays[0].Rounds.Select(round => round.Milliseconds).ShouldBe([2, 4]);
        delays[1].Rounds.Select(round => round.Milliseconds).ShouldBe([1, 1]);
    }

    [Test]
    public async Task A_change_that_is_never_seen_ends_the_series()
    {
        Lags(1, 2, 1, 1000, 1, 1);

        var delays = await Delays().MeasureAsync(1, repetitions: 3, CancellationToken.None);

        delays.ShouldAllBe(delay => delay.Rounds.Count == 2);
        delays[1].Rounds.Select(round => round.Milliseconds).ShouldBe([3, null]);
        delays[1].Milliseconds.ShouldBe(new LatencyFigures(3, 3, 3, 3));
    }

    [Test]
    public void Percentiles_are_by_nearest_rank()
    {
        var rounds = Enumerable.Range(1, 200).Reverse().Select(i => new RbacDelayRound(i, 1, i, new Dictionary<string, long>())).ToList();

        var delay = GrantDelays.Of(RbacChange.Grant, 1, rounds);

        delay.Milliseconds.ShouldBe(new LatencyFigures(100, 180, 198, 200));
        delay.CallMilliseconds.ShouldBe(100.5);
    }

    [Test]
    public void Nothing_seen_gives_no_figure()
    {
        var delay = GrantDelays.Of(RbacChange.Grant, 1, [new RbacDelayRound(null, 0, null, new Dictionary<string, long>())]);

        (delay.Milliseconds, delay.CallMilliseconds, delay.AtOnce).ShouldBe((null, null, 0));
    }

    /// <summary>Calls that each change is not seen by.</summary>
    private void Lags(params int[] calls)
    {
        foreach (var lag in calls)
            _lags.Enqueue(lag);
    }

    private GrantDelays Delays() => new(_ => ChangeAsync(true), _ => ChangeAsync(false), new FirstAnswer(
        _ =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            return Task.FromResult(new CallAnswer(_isGranted == (_lag-- <= 0) ? 200 : 403, null));
        },
        TimeSpan.FromMilliseconds(100),
        _time));

    private Task ChangeAsync(bool isGranted)
    {
        (_isGranted, _lag) = (isGranted, _lags.Dequeue());
        return Task.CompletedTask;
    }
}
