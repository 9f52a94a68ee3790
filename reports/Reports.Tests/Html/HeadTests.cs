using Harness.Reports.Headlines;
using Harness.Reports.Measured;
using Harness.Reports.Summary;
using Harness.Results;

namespace Harness.Reports.Tests.Html;

/// <summary>The answers come first, and the worst of what is wrong first among them.</summary>
internal sealed class HeadTests
{
    [Test]
    public void What_is_open_comes_first_then_what_is_closed_then_what_failed_and_what_is_not_known()
    {
        var things = WorstThings.Of(SampleRun.Rich);

        things.Select(thing => thing.Concern).ShouldBe(
            [Concern.Open, Concern.Closed, Concern.Failed, Concern.Failed, Concern.Partial, Concern.Undecided]);
        things[0].What.ShouldBe("create: GET is let through, and must not be (HTTP methods by granted verb)");
        things[2].Command.ShouldBe("./run.sh --filter 'Web.C16_pages|behind`the_proxy'");
        things[4].What.ShouldBe("the run was interrupted: Ctrl-C");
    }

    [Test]
    public void A_cell_that_differs_comes_with_its_own_call_as_a_shell_takes_it()
    {
        var cell = new MatrixCell("Verbs", "create", "GET", "Forbidden", "Allowed")
        {
            Call = new CellCall("serviceaccount:h-1/consumer", "GET", "/api/v1/namespaces/h-1/services/hello-app/proxy/?a=b&c=$d"),
        };
        var scenario = SampleRun.Good.Scenarios[0] with { Cells = [cell with { Call = null }, cell] };

        Worst(scenario).Command.ShouldBe(
            "./run.sh explain serviceaccount:h-1/consumer GET '/api/v1/namespaces/h-1/services/hello-app/proxy/?a=b&c=$d'");
        Worst(scenario with { Cells = [cell with { Call = null }] }).Command.ShouldBe(WorstThings.Again(scenario), "of an older run");

        static WorstThing Worst(ScenarioResult one) => WorstThings.Of(SampleRun.Good with { Scenarios = [one] })[0];
    }

    [Test]
    public void Nothing_is_wrong_with_a_good_run() => WorstThings.Of(SampleRun.Good).ShouldBeEmpty();

    [TestCase("it's", @"./run.sh --filter 'it'\''s'")]
    [TestCase("A.b_c-1", "./run.sh --filter A.b_c-1")]
    [TestCase("$(reboot)", "./run.sh --filter '$(reboot)'")]
    public void A_shell_takes_a_name_as_it_is(string name, string command) =>
        WorstThings.Again(SampleRun.Rich.Scenarios[0] with { Name = name }).ShouldBe(command);

    [TestCase("rich", "Is access as intended? ✗ No")]
    [TestCase("good", "Is access as intended? ✓ Yes")]
    [TestCase("aborted", "Is access as intended? ? Not known")]
    [TestCase("benchmark", "Is access as intended? – Not asked")]
    public void The_answer_stands_first(string run, string answer)
    {
        var results = run switch
        {
            "rich" => SampleRun.Rich,
            "good" => SampleRun.Good,
            "aborted" => SampleRun.Aborted,
            _ => SampleRun.Good with { Scenarios = [] },
        };

        var text = PageText.Of(results).Text;

        text.ShouldContain(answer);
        text.IndexOf(answer, StringComparison.Ordinal).ShouldBeLessThan(600);
    }

    [Test]
    public void A_partial_run_says_so_before_its_answers()
    {
        var text = PageText.Of(SampleRun.Rich).Text;

        text.IndexOf("Partial: the run was interrupted: Ctrl-C", StringComparison.Ordinal)
            .ShouldBeInRange(0, text.IndexOf("Is access as intended?", StringComparison.Ordinal));
    }

    [Test]
    public void The_cost_has_an_interval_where_there_are_rounds_for_one()
    {
        var quick = Of(1000, [10, 11, 9, 10], [100, 121, 81, 100]);

        var times = DirectOverProxied.Of([quick])!.Figure;

        // Ratios 10, 11, 9, 10: mean of the logarithms 2.30005, their deviation 0.08205, times t(3) = 3.182 over the root of 4.
        times.Interval!.Estimate.ShouldBe(9.975, 0.001);
        times.Interval.Low.ShouldBe(8.754, 0.005);
        times.Interval.High.ShouldBe(11.366, 0.005);
    }

    [Test]
    public void Two_rounds_have_no_interval() => DirectOverProxied.Of([Of(1000, [10, 11], [100, 121])])!.ShouldSatisfyAllConditions(
        times => times.Figure.Interval.ShouldBeNull(), times => times.Doubt.ShouldBe("; too few rounds for an interval"));

    [Test]
    public void Without_an_answer_there_is_no_ratio() => DirectOverProxied.Of([Of(0, [0, 0, 0], [1, 1, 1])]).ShouldBeNull();

    [Test]
    public void A_percentile_that_the_tables_leave_out_is_not_known_at_the_top_either() =>
        PageText.Of(SampleRun.Rich).Text.ShouldContain("1,287 requests/s at 32 connections; p99 2.1 ms against not known; 1,220 failed");

    [TestCase(3, 6, null)]
    [TestCase(4, 6, "direct, 32 connections: 4 of 6 rounds measured the load generator or its machine")]
    public void A_ratio_is_in_doubt_where_most_rounds_of_a_way_tell_of_the_load_generator(int invalid, int all, string? doubt)
    {
        var sample = SampleBenchmarks.Rich[1];
        var connections = sample.Comparisons.Max(one => one.Connections);
        var ladder = sample.Ladder!;
        var rounds = Enumerable.Range(0, all).Select(i => ladder.Cells[1].Rounds[0] with { Block = i });
        var proxy = ladder.Cells[1] with { Connections = connections, Rounds = [.. rounds] };
        var direct = proxy with
        {
            Rung = "direct",
            Rounds = [.. proxy.Rounds.Index().Select(one => one.Item with { Invalid = one.Index < invalid ? "busy" : null })],
        };

        DirectOverProxied.Of([sample with { Ladder = ladder with { Cells = [direct, proxy] } }])!.Figure.Doubt.ShouldBe(doubt);
    }

    [TestCase("rich")]
    [TestCase("good")]
    public void The_head_the_summary_and_the_list_of_runs_have_the_figure_that_is_followed_from_run_to_run(string run)
    {
        var results = run == "rich" ? SampleRun.Rich : SampleRun.Good;
        var figure = HeadlineCost.DirectOverProxied(RunReports.Of(results).Figures)!;
        var words = HeadlineCost.Times(figure);

        words.ShouldMatch(@"^direct is [\d.]+× as fast \[[\d.]+×, [\d.]+×\]$");
        PageText.Of(results).Text.ShouldContain($"Direct{words[6..]}");
        RunSummary.Of(results).BenchmarkLines.ShouldContain(line => line.Contains(words, StringComparison.Ordinal));
        HeadlineCost.Text(RunReports.Of(results).Figures).ShouldStartWith(words);
        HeadlineCost.Of(RunReports.Of(results).Figures).ShouldBe(figure);
    }

    [TestCase(2.0, "direct is 2× as fast [1.9×, 2.1×]")]
    [TestCase(0.5, "proxied is 2× as fast [1.9×, 2.11×]")]
    [TestCase(1.02, "direct and proxied are equally fast [0.969×, 1.07×]")]
    public void The_faster_way_is_the_one_that_is_named(double ratio, string words) => HeadlineCost.Times(new HeadlineFigure
    {
        Id = "quick/direct-over-proxied/1",
        Title = "",
        Unit = "×",
        Better = FigureDirection.Lower,
        Benchmark = "",
        Value = ratio,
        Interval = new Interval(ratio, ratio * 0.95, ratio * 1.05),
    }).ShouldBe(words);

    [TestCase("ratio/direct-over-proxy/32", 32)]
    [TestCase("ratio/direct-over-proxy/32/2", 32)]
    [TestCase("agents-ratio/direct-over-proxy/200", 200)]
    [TestCase("quick/direct-over-proxied/8", 8)]
    [TestCase("ratio/direct-over-proxy/all", null, Description = "all numbers together are another figure")]
    [TestCase("alternatives-ratio/direct-over-proxy/8", null, Description = "measured beside other ways, with few connections")]
    [TestCase("ladder/proxy/8/requests-per-second", null)]
    public void What_the_proxy_costs_is_known_by_its_id(string id, int? connections) => HeadlineCost.ConnectionsOf(new HeadlineFigure
    {
        Id = id,
        Title = "",
        Unit = "×",
        Better = FigureDirection.Lower,
        Benchmark = "",
    }).ShouldBe(connections);

    private static BenchmarkResult Of(double proxied, double[] proxiedRounds, double[] directRounds)
    {
        var sample = SampleBenchmarks.Quick.Comparisons[^1];
        RoundFigures[] Rounds(double[] rates) => [.. rates.Select(rate => new RoundFigures(1, (long)rate, 0, rate))];

        return SampleBenchmarks.Quick with
        {
            Comparisons =
            [
                new Comparison(
                    sample.Proxied with { RequestsPerSecond = proxied, Rounds = Rounds(proxiedRounds) },
                    sample.Direct with { Rounds = Rounds(directRounds) }),
            ],
        };
    }
}
