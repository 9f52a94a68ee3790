using Harness.Load.Ladder;
using Harness.Load.Statistics;

namespace Harness.Load.Tests.Ladder;

public sealed class LadderTimesTests
{
    /// <summary>The most there can be: every rung, bodies and processors.</summary>
    [TestCase("standard", 200)]
    [TestCase("nightly", 36 * 60)]
    public void A_profile_keeps_to_its_budget_with_enough_blocks_for_an_interval_in_every_cell(string name, int seconds)
    {
        var profile = name == "standard" ? LadderProfile.Standard : LadderProfile.Nightly;
        var (rungs, round) = (RungKind.All.Count, profile.WarmUp + profile.During);
        profile.Budget.ShouldBe(TimeSpan.FromSeconds(seconds));

        var times = LadderTimes.Of(profile, rungs, controls: 1, hasBodies: true);

        (times.Rungs + times.Bodies + times.Processors).ShouldBeLessThan(profile.Budget);
        (times.Rungs / (round * rungs * profile.Connections.Count)).ShouldBeGreaterThan(PairedBootstrap.FewestPairs);
        (times.Bodies / (round * 2 * profile.Bodies.Count)).ShouldBeGreaterThanOrEqualTo(PairedBootstrap.FewestPairs);
        times.Processors.ShouldBe(profile.ProcessorDuring * rungs * PairedBootstrap.FewestPairs);
    }

    [Test]
    public void What_is_not_measured_leaves_its_time_to_the_rungs()
    {
        var profile = LadderProfile.Standard;
        var all = LadderTimes.Of(profile, RungKind.All.Count, controls: 1, hasBodies: true);

        var few = LadderTimes.Of(profile, rungs: 2, controls: 0, hasBodies: false);

        few.Bodies.ShouldBe(TimeSpan.Zero);
        few.Rungs.ShouldBeGreaterThan(all.Rungs + all.Bodies);
    }
}
