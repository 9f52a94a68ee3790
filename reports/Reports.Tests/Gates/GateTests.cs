using Harness.Reports.Gates;
using Harness.Reports.Headlines;
using Harness.Reports.Measured;
using Harness.Reports.Tests.History;
using Harness.Results;

namespace Harness.Reports.Tests.Gates;

internal sealed class GateTests
{
    private static readonly GateRule Rule = new(Nights.Ratio, 0.03);

    [TestCase(22.0, Outcome.Violation)]
    [TestCase(20.0, Outcome.AsExpected)]
    [TestCase(18.0, Outcome.AsExpected)]
    public void A_change_to_the_worse_trips_it(double value, Outcome outcome) =>
        Judge(Night(30, value), Nights.Steady(30)).Outcome.ShouldBe(outcome);

    [Test]
    public void What_tripped_names_figure_interval_and_runs()
    {
        var rule = Judge(Night(30, 22), Nights.Steady(30)).Rules.ShouldHaveSingleItem();

        rule.Subject.ShouldBe(Nights.Ratio);
        rule.Change!.Low.ShouldBeGreaterThan(1);
        rule.Runs.ShouldContain(Nights.NameOf(30));
        rule.ComparedWith.ShouldContain(Nights.NameOf(10));
        rule.Why.ShouldMatch(
            @"^.+ at 1\.\d+ \[1\.\d+, 1\.\d+\] times the \d+ earlier runs from 2026\S+ to 2026\S+, beyond the margin of 3 %$");
    }

    [Test]
    public void Either_direction_trips_where_it_is_asked_for() =>
        Judge(Night(30, 18), Nights.Steady(30), Rule with { Direction = GateDirection.Either }).Outcome.ShouldBe(Outcome.Violation);

    [Test]
    public void A_change_within_the_margin_passes_however_certain_it_is() =>
        Judge(Night(30, 22), Nights.Steady(30), Rule with { Margin = 0.2 }).Outcome.ShouldBe(Outcome.AsExpected);

    [Test]
    public void A_doubted_figure_neither_trips_nor_hides()
    {
        var doubted = Nights.Of(30, Nights.Figure(Nights.Around(60)) with { Doubt = "4 of 7 rounds are invalid" });

        var result = Judge(doubted, Nights.Steady(30));

        result.Outcome.ShouldBe(Outcome.Undecided);
        result.Rules.ShouldHaveSingleItem().Why.ShouldBe("it does not count: 4 of 7 rounds are invalid");
    }

    [Test]
    public void A_noisy_night_does_not_trip()
    {
        double[] rounds = [20, 20, 20, 20, 21, 19, 20, 90];

        Judge(Nights.Of(30, Nights.Figure(rounds)), Nights.Steady(30)).Outcome.ShouldNotBe(Outcome.Violation);
    }

    [Test]
    public void What_scatters_too_much_to_be_judged_is_undecided()
    {
        var wild = Enumerable.Range(0, 30).Select(night => Night(night, night % 3 == 0 ? 15 : night % 3 == 1 ? 20 : 27));

        Judge(Night(30, 20), wild).Rules.ShouldHaveSingleItem().Why.ShouldStartWith("it scatters too much for so few runs: ");
    }

    [Test]
    public void Runs_of_another_machine_do_not_count()
    {
        var others = Nights.Steady(30).Select(run => run with { Host = new HostClass("other", 8, 32, null) });

        Judge(Night(30, 22), others).Rules.ShouldHaveSingleItem().Why
            .ShouldBe("0 earlier runs known with this figure on such a machine, and 5 needed");
    }

    [TestCase(16)]
    [TestCase(25)]
    public void What_has_no_better_side_trips_by_any_change(double now)
    {
        HeadlineFigure Figure(double value) => Nights.Figure(Nights.Around(value)) with { Better = FigureDirection.Neither };
        var nights = Nights.Steady(30).Select(run => run with { Figures = [Figure(run.Figures[0].Value!.Value)] });

        Judge(Nights.Of(30, Figure(now)), nights).Rules.ShouldHaveSingleItem().Outcome.ShouldBe(GateOutcome.Tripped);
    }

    [Test]
    public void The_quick_benchmarks_rounds_are_enough_for_a_gate_that_says_nothing_of_them() => Judge(
        Nights.Of(30, Nights.Figure(Nights.Around(25, 4))),
        Enumerable.Range(0, 30).Select(night => Nights.Of(night, Nights.Figure(Nights.Around(20 + (0.1 * (night % 3)), 4)))))
        .Rules.ShouldHaveSingleItem().Outcome.ShouldBe(GateOutcome.Tripped);

    [Test]
    public void Rounds_are_demanded() => Judge(Night(30, 22), Nights.Steady(30), Rule with { LeastRounds = 12 })
        .Rules.ShouldHaveSingleItem().Why.ShouldBe("8 rounds measured, and 12 needed");

    [Test]
    public void A_figure_that_is_not_measured_any_more_is_undecided()
    {
        var other = Nights.Figure(Nights.Around(20)) with { Id = "ratio/other/1" };

        var result = Judge(Nights.Of(30, other), Nights.Steady(30));

        result.Rules.ShouldHaveSingleItem().Why.ShouldBe($"{Nights.NameOf(30)} has not measured it, and a run before it has");
        Judge(Night(1, 20), [], new GateRule("no/such/*", 0.1)).Rules.ShouldHaveSingleItem().Why
            .ShouldBe($"no figure of {Nights.NameOf(1)}, or of the runs before it, is called so");
    }

    [Test]
    public void A_figure_that_was_not_measured_the_night_before_either_does_not_drop_out()
    {
        var kept = Nights.Figure(Nights.Around(20)) with { Id = "ratio/kept/1" };
        var before = Nights.Steady(30).Select(run => run with { Figures = [.. run.Figures, kept] });

        var result = Judge(Nights.Of(31, kept), [.. before, Nights.Of(30, kept)], new GateRule("ratio/*", 0.03));

        result.Rules.Single(rule => rule.Subject == Nights.Ratio).Outcome.ShouldBe(GateOutcome.Undecided);
    }

    [Test]
    public void What_is_undecided_lets_through_where_that_is_allowed_and_is_listed_all_the_same()
    {
        var result = new Gate("nightly", [Rule], null, true).Judge(Night(1, 20), Nights.History());

        result.Outcome.ShouldBe(Outcome.AsExpected);
        result.Rules.ShouldHaveSingleItem().Outcome.ShouldBe(GateOutcome.Undecided);
    }

    [Test]
    public void A_regression_that_stays_becomes_the_new_normal()
    {
        var runs = Nights.Steady(30).Concat(Nights.Steady(30, 22, 30)).ToList();
        var red = Enumerable.Range(30, 30).Where(night => Judge(runs[night], runs.Take(night)).Outcome == Outcome.Violation).ToList();

        red[0].ShouldBeLessThanOrEqualTo(32);
        red[^1].ShouldBeLessThan(45);
    }

    [TestCase(0, 0, GateOutcome.Tripped, "1 claim skipped, and 0 may be: C2; 1 claim undecided, and 0 may be: C3")]
    [TestCase(1, 1, GateOutcome.Passed, "3 claims: none is refuted, and no more than allowed are left open")]
    public void Claims_have_a_budget(int skipped, int undecided, GateOutcome outcome, string why)
    {
        var report = Nights.Of(1) with
        {
            Claims = [Claim("C1", ClaimStanding.Proven), Claim("C2", ClaimStanding.Skipped), Claim("C3", ClaimStanding.Undecided)],
        };

        var gate = new Gate("claims", [], new ClaimBudget(skipped, undecided), false);
        var rule = gate.Judge(report, Nights.History()).Rules.ShouldHaveSingleItem();

        (rule.Outcome, rule.Why).ShouldBe((outcome, why));
    }

    [Test]
    public void A_claim_that_was_not_tried_is_not_known()
    {
        var report = Nights.Of(1) with { Claims = [Claim("C1", ClaimStanding.Proven), Claim("C2", ClaimStanding.NotRun)] };

        var rule = new Gate("claims", [], new ClaimBudget(9, 9), false).Judge(report, Nights.History()).Rules.ShouldHaveSingleItem();

        (rule.Outcome, rule.Why).ShouldBe((GateOutcome.Undecided, "1 claim not tried: C2"));
    }

    [Test]
    public void A_refuted_claim_trips_whatever_the_budget()
    {
        var report = Nights.Of(1) with { Claims = [Claim("C1", ClaimStanding.Refuted)] };

        new Gate("claims", [], new ClaimBudget(9, 9), true).Judge(report, Nights.History()).Outcome.ShouldBe(Outcome.Violation);
    }

    [TestCase(RunState.Aborted)]
    [TestCase(RunState.Interrupted)]
    [TestCase(RunState.Running)]
    public void A_run_that_did_not_end_is_undecided_whatever_it_got_to(RunState state)
    {
        var report = Nights.Of(1) with { State = state, StateReason = "no disk", Claims = [Claim("C1", ClaimStanding.Proven)] };

        var result = new Gate("claims", [], new ClaimBudget(9, 9), false).Judge(report, Nights.History());

        result.Outcome.ShouldBe(Outcome.Undecided);
        result.Rules[0].Why.ShouldStartWith("it did not run to its end (");
    }

    [Test]
    public void Several_figures_are_judged_more_carefully_than_one()
    {
        var single = Judge(Night(30, 20), Nights.Steady(30)).Rules.ShouldHaveSingleItem();
        var rules = Enumerable.Range(0, 10).Select(i => Rule with { LeastHistory = 5 + i }).ToArray();

        Judge(Night(30, 20), Nights.Steady(30), rules).Rules.ShouldAllBe(rule => rule.Confidence > single.Confidence);
    }

    private static GateResult Judge(RunReport run, IEnumerable<RunReport> earlier, params GateRule[] rules) =>
        new Gate("nightly", rules.Length == 0 ? [Rule] : rules, null, false).Judge(run, Nights.History(earlier));

    private static RunReport Night(int night, double value) => Nights.Of(night, Nights.Figure(Nights.Around(value)));

    private static ReportedClaim Claim(string id, ClaimStanding standing) => new(id, "a claim", standing, null);
}
