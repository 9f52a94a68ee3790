using Harness.Load.Engine;
using Harness.Load.Tests.Support;

namespace Harness.Load.Tests;

/// <summary>A rate that no machine reaches.</summary>
[CancelAfter(60_000)]
public sealed class BeyondRateTests
{
    private const double Beyond = 1e12; // counted out one by one, the rest would take hours
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [TestCase(false)]
    [TestCase(true)]
    public async Task It_ends_in_time_and_says_what_was_reached(bool isRandom, CancellationToken cancellation)
    {
        var load = isRandom ? LoadSimulation.InjectRandom(Beyond, Second, Second) : LoadSimulation.Inject(Beyond, Second, Second);
        var time = new SimulatedTime();
        time.Start();
        var scenario = new LoadScenario("test", _ => new FakeStep(_ =>
        {
            time.Advance(TimeSpan.FromMilliseconds(0.1));
            return ValueTask.FromResult(StepOutcome.Answered);
        }))
        { WarmUp = Second, MaxCopies = 1 };

        // What is left of the first goes on in the second, until both are over.
        var round = await time.Runner().RunAsync(scenario, [load, LoadSimulation.Inject(1, Second, Second)], cancellation);

        round.Due.ShouldBeInRange(999_999_999_000, 1_000_000_001_000);
        round.Sent.ShouldBeInRange(15_000, 20_100);
        round.Errors[ErrorKinds.NotSent].ShouldBe(round.Due - round.Sent);
        round.Seconds.ShouldBe(2, 0.01);
        round.Invalid.ShouldNotBeNull().ShouldMatch("^(499,999,999|500,000,000),[0-9]+ requests/s were asked for, but [0-9]+,");
    }
}
