using Harness.Load.Alternatives;
using Harness.Load.Ladder;
using Harness.Load.Statistics;
using Harness.Load.Suite;

namespace Harness.Load.Tests.Suite;

public sealed class LadderTimesTests
{
    /// <summary>What the rest of the suite leaves of 5 minutes and of an hour.</summary>
    [TestCase("standard", 210)]
    [TestCase("nightly", 24 * 60)]
    public void A_profile_keeps_to_its_budget_with_enough_blocks_for_an_interval_in_every_cell(string name, int seconds)
    {
        var profile = name == "standard" ? LadderProfile.Standard : LadderProfile.Nightly;
        // A cluster has either an admission policy or a webhook.
        var (rungs, round) = (RungKind.All.Count - 1, profile.WarmUp + profile.During);
        profile.Budget.ShouldBe(TimeSpan.FromSeconds(seconds));

        var times = LadderTimes.Of(profile, rungs, controls: 1, hasBodies: true, hasAlternatives: true);

        (times.Rungs + times.Bodies + times.Alternatives + times.Processors).ShouldBeLessThan(profile.Budget);
        (times.Rungs / (round * rungs * profile.Connections.Count)).ShouldBeGreaterThanOrEqualTo(PairedBootstrap.FewestPairs);
        (times.Bodies / ((profile.WarmUp + profile.BodyDuring) * 2 * profile.Bodies.Count))
            .ShouldBeGreaterThanOrEqualTo(PairedBootstrap.FewestPairs);
        (times.Alternatives / (round * AlternativeSeries.MostWays * profile.AlternativeConnections.Count))
            .ShouldBeGreaterThanOrEqualTo(PairedBootstrap.FewestPairs);
        times.Processors.ShouldBe(profile.ProcessorDuring * rungs * PairedBootstrap.FewestPairs);
    }

    [Test]
    public void What_is_not_measured_leaves_its_time_to_the_rungs()
    {
        var profile = LadderProfile.Standard;
        var all = LadderTimes.Of(profile, RungKind.All.Count, controls: 1, hasBodies: true, hasAlternatives: true);

        var few = LadderTimes.Of(profile, rungs: 2, controls: 0, hasBodies: false, hasAlternatives: false);

        (few.Bodies, few.Alternatives).ShouldBe((TimeSpan.Zero, TimeSpan.Zero));
        few.Rungs.ShouldBeGreaterThan(all.Rungs + all.Bodies + all.Alternatives);
    }

    [Test]
    public void Alternatives_alone_have_all_of_the_time()
    {
        var profile = LadderProfile.Standard;

        var times = LadderTimes.Of(profile, rungs: 0, controls: 0, hasBodies: false, hasAlternatives: true);

        (times.Rungs, times.Processors).ShouldBe((TimeSpan.Zero, TimeSpan.Zero));
        times.Alternatives.ShouldBe(profile.Budget - TimeSpan.FromSeconds(25));
    }
}
