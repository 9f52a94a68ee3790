using Harness.Asking;
using Microsoft.Extensions.Time.Testing;

namespace Harness.Tests.Asking;

internal sealed class RequestPaceTests
{
    [Test]
    public void Requests_are_let_through_one_after_the_other()
    {
        var time = new FakeTimeProvider();
        var pace = new RequestPace(10, time);
        var waits = Enumerable.Range(0, 5).Select(_ => pace.WaitAsync(CancellationToken.None)).ToList();

        waits.Count(wait => wait.IsCompleted).ShouldBe(1);
        time.Advance(TimeSpan.FromMilliseconds(250));
        waits.Count(wait => wait.IsCompleted).ShouldBe(3);
        time.Advance(TimeSpan.FromMilliseconds(150));
        waits.Count(wait => wait.IsCompleted).ShouldBe(5);
    }

    [Test]
    public void A_pause_is_not_made_up_for()
    {
        var time = new FakeTimeProvider();
        var pace = new RequestPace(10, time);
        time.Advance(TimeSpan.FromMinutes(1));

        Enumerable.Range(0, 5).Select(_ => pace.WaitAsync(CancellationToken.None)).ToList().Count(wait => wait.IsCompleted).ShouldBe(1);
    }

    [Test]
    public void Zero_is_no_limit()
    {
        var pace = new RequestPace(0, new FakeTimeProvider());

        Enumerable.Range(0, 100).Select(_ => pace.WaitAsync(CancellationToken.None)).ShouldAllBe(wait => wait.IsCompleted);
    }
}
