using Harness.Load.RbacCost;
using Microsoft.Extensions.Time.Testing;

namespace Harness.Load.Tests.RbacCost;

/// <summary>The first call that sees a change, on a clock that only calls move.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FirstAnswerTests
{
    private static readonly TimeSpan OneCall = TimeSpan.FromMilliseconds(2);
    private readonly FakeTimeProvider _time = new();

    [Test]
    public async Task Time_runs_until_the_end_of_the_first_call_that_sees_it()
    {
        var round = await Finder(403, 403, 403, 200, 200).FindAsync(403, 200, CancellationToken.None);

        (round.Milliseconds, round.Before, round.CallMilliseconds).ShouldBe((8, 3, 2));
        round.Errors.ShouldBeEmpty();
    }

    [Test]
    public async Task A_change_that_the_first_call_sees_takes_one_call_and_no_more_is_known()
    {
        var round = await Finder(200).FindAsync(403, 200, CancellationToken.None);

        (round.Milliseconds, round.Before, round.CallMilliseconds).ShouldBe((2, 0, null));
    }

    [Test]
    public async Task What_is_neither_is_an_error_and_no_sign_of_anything()
    {
        var round = await Finder(500, 200, null, 403).FindAsync(200, 403, CancellationToken.None);

        (round.Milliseconds, round.Before, round.CallMilliseconds).ShouldBe((8, 1, 2));
        round.Errors.ShouldBe(new Dictionary<string, long> { ["500 Internal Server Error"] = 1, ["connection closed"] = 1 }, true);
    }

    [Test]
    public async Task What_does_not_come_in_time_is_not_seen()
    {
        var round = await Finder([.. Enumerable.Repeat((int?)403, 100)]).FindAsync(403, 200, CancellationToken.None);

        (round.Milliseconds, round.Before).ShouldBe((null, 5));
    }

    private FirstAnswer Finder(params int?[] statuses)
    {
        var left = new Queue<int?>(statuses);
        return new FirstAnswer(
            _ =>
            {
                _time.Advance(OneCall);
                var status = left.Dequeue();
                return Task.FromResult(new CallAnswer(status, status is null ? "connection closed" : null));
            },
            5 * OneCall,
            _time);
    }
}
