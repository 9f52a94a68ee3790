using CsCheck;

namespace Harness.Load.Tests;

public sealed class QuickPlanTests
{
    private static readonly Gen<QuickPlan> Plans =
        from seconds in Gen.Double[0.1, 120]
        from connections in Gen.Int[1, 64].Array[1, 5]
        from rounds in Gen.Int[1, 8]
        select QuickPlan.Within(TimeSpan.FromSeconds(seconds), connections, rounds);

    [Test]
    public void The_default_plan_ends_within_half_a_minute()
    {
        QuickPlan.Default.Budget.ShouldBeLessThan(TimeSpan.FromSeconds(30));
        QuickPlan.Default.Connections.ShouldBe([1, 8, 32]);
    }

    [Test]
    public void Rounds_are_interleaved_ABBA() =>
        Letters(QuickPlan.Within(TimeSpan.FromSeconds(10), [1, 8], roundsPerRoute: 4)).ShouldBe("1:PDDPPDDP 8:PDDPPDDP");

    [Test]
    public void Odd_numbers_of_rounds_are_interleaved_too() =>
        Letters(QuickPlan.Within(TimeSpan.FromSeconds(10), [32], roundsPerRoute: 3)).ShouldBe("32:PDDPPD");

    [Test]
    public void A_linear_drift_meets_both_routes_alike_when_rounds_are_even() => Plans.Sample(plan =>
    {
        foreach (var count in plan.Order().Index().GroupBy(round => round.Item.Connections).Where(_ => plan.RoundsPerRoute % 2 == 0))
            Positions(count, proxied: true).ShouldBe(Positions(count, proxied: false));

        static int Positions(IEnumerable<(int Index, PlannedRound Item)> rounds, bool proxied) =>
            rounds.Where(round => round.Item.Proxied == proxied).Sum(round => round.Index);
    });

    [Test]
    public void Each_route_has_each_of_its_rounds_once() => Plans.Sample(plan =>
    {
        plan.Order().Count().ShouldBe(plan.RoundCount);
        plan.Order().Distinct().Count().ShouldBe(plan.RoundCount);
    });

    [Test]
    public void The_budget_holds_however_much_of_its_allowance_each_round_takes() =>
        Gen.Select(Plans, Gen.Double[0, 1].Array[100]).Sample((plan, used) =>
        {
            var elapsed = plan.CheckTimeout * (2 * used[0]);
            for (var round = 0; round < plan.RoundCount; round++)
            {
                var drain = plan.DrainFor(elapsed, plan.RoundCount - round);
                drain.ShouldBeGreaterThan(TimeSpan.Zero, "a round must be able to await its last answers");
                elapsed += plan.WarmUp + plan.During + (drain * Math.Ceiling(used[(round + 1) % 100] * 2) * 0.5);
            }

            elapsed.ShouldBeLessThanOrEqualTo(plan.Budget + TimeSpan.FromMicroseconds(100));
        });

    [Test]
    public void A_plan_without_time_connections_or_rounds_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => QuickPlan.Within(TimeSpan.Zero, [1], 1));
        Should.Throw<ArgumentOutOfRangeException>(() => QuickPlan.Within(TimeSpan.FromSeconds(1), [], 1));
        Should.Throw<ArgumentOutOfRangeException>(() => QuickPlan.Within(TimeSpan.FromSeconds(1), [0], 1));
        Should.Throw<ArgumentOutOfRangeException>(() => QuickPlan.Within(TimeSpan.FromSeconds(1), [1], 0));
    }

    private static string Letters(QuickPlan plan) => string.Join(' ', plan.Order()
        .GroupBy(round => round.Connections)
        .Select(group => $"{group.Key}:{string.Concat(group.Select(round => round.Proxied ? 'P' : 'D'))}"));
}
