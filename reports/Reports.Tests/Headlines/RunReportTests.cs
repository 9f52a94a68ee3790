using System.Text.Json;
using Harness.Reports.Headlines;
using Harness.Reports.Measured;
using Harness.Reports.Tests.History;
using Harness.Results;
using Json.Schema;

namespace Harness.Reports.Tests.Headlines;

internal sealed class RunReportTests
{
    private static readonly RunResults[] Samples = [SampleRun.Rich, SampleRun.Good, SampleRun.Aborted];

    [TestCaseSource(nameof(Samples))]
    public void It_is_as_its_schema_says(RunResults results) => Complaints(Rendering.Of(new JsonReport(), results)).ShouldBeEmpty();

    [Test]
    public void With_a_gate_too()
    {
        var rule = new GateRuleResult { Subject = "a/b", Outcome = GateOutcome.Tripped, Why = "worse", Change = new Interval(2, 1, 3) };
        var report = RunReports.Of(SampleRun.Good, new GateResult("nightly", false, [rule]));

        Complaints(JsonSerializer.Serialize(report, ResultsJson.Options)).ShouldBeEmpty();
    }

    [TestCase("\"verdict\": \"asExpected\"", "\"verdict\": \"fine\"")]
    [TestCase("\"schemaVersion\": 1", "\"schemaVersion\": 2")]
    [TestCase("\"better\": \"higher\"", "\"better\": \"more\"")]
    [TestCase("\"id\": \"quick/", "\"id\": \"Quick/")]
    [TestCase("\"headline\"", "\"head\"")]
    public void And_the_schema_refuses_another(string what, string by)
    {
        var json = Rendering.Of(new JsonReport(), SampleRun.Good);
        json.ShouldContain(what);
        Complaints(json.Replace(what, by, StringComparison.Ordinal)).ShouldNotBeEmpty();
    }

    [Test]
    public void It_is_read_as_it_was_written()
    {
        var report = RunReports.Of(SampleRun.Rich);
        var json = JsonSerializer.Serialize(report, ResultsJson.Options);

        JsonSerializer.Serialize(JsonSerializer.Deserialize<RunReport>(json, ResultsJson.Options), ResultsJson.Options).ShouldBe(json);
    }

    [Test]
    public void What_was_not_measured_has_no_value_and_a_doubt()
    {
        var figures = RunReports.Of(SampleRun.Rich).Figures;

        figures.Select(figure => figure.Id).ShouldBeUnique();
        figures.Where(figure => figure.Value is null).ShouldNotBeEmpty();
        figures.ShouldAllBe(figure => figure.Value != null || figure.Doubt != null);
        figures.ShouldAllBe(figure => figure.Rounds.All(round => round > 0) && double.IsFinite(figure.Value ?? 1));
    }

    [Test]
    public void Controls_of_a_way_with_itself_are_counted()
    {
        var ladders = SampleRun.Rich.Benchmarks
            .SelectMany(one => new[] { one.Ladder, one.Bodies, one.Alternatives, one.Agents?.Ways, one.Versions?.Rounds })
            .OfType<LadderResult>();
        var controls = RunReports.Of(SampleRun.Rich).Controls;

        controls.Comparisons.ShouldBe(ladders.Sum(ladder => ladder.Controls.Count));
        controls.Comparisons.ShouldBePositive();
        controls.Alarms.ShouldBeLessThanOrEqualTo(controls.Comparisons);
    }

    [TestCase("ratio/*", "ratio/a/32", true)]
    [TestCase("*", "ratio/a/32", true)]
    [TestCase("ratio/*/32", "ratio/a/b/32", true)]
    [TestCase("ratio/a/3", "ratio/a/32", false)]
    [TestCase("*/32", "ratio/a/3", false)]
    [TestCase("ratio/a/32", "ratio/a/32", true)]
    [TestCase("", "ratio", false)]
    [TestCase("a*b*c", "abbbac", true)]
    public void A_pattern_stands_for_ids(string pattern, string id, bool expected) => FigureId.Matches(pattern, id).ShouldBe(expected);

    [TestCase("API server: /version", "api-server-version")]
    [TestCase("  ", "none")]
    [TestCase("ÄÖ ☃", "none")]
    public void Ids_are_of_plain_letters(string text, string id) => FigureId.Of(text).ShouldBe(id);

    [Test]
    public void Rounds_that_measured_the_load_generator_are_a_doubt_where_they_are_most()
    {
        FigureMaker.Invalid(4, 7).ShouldBe("4 of 7 rounds measured the load generator or its machine");
        FigureMaker.Invalid(3, 6).ShouldBeNull();
        FigureMaker.Survivors(2, 98).ShouldBe("2 of 100 requests failed, and have no latency");
        FigureMaker.Survivors(1, 99).ShouldBeNull();
    }

    [Test]
    public void The_value_is_the_mean_of_the_rounds_and_its_interval_is_about_it()
    {
        var figure = Nights.Figure(10, 1000, double.NaN, 100, 0);

        figure.Value.ShouldBe(100);
        figure.Rounds.ShouldBe([10, 1000, 100]);
        figure.Interval!.Low.ShouldBeLessThan(100);
        figure.Interval.High.ShouldBeGreaterThan(100);
        var none = Nights.Figure(double.PositiveInfinity);
        (none.Value, none.Doubt).ShouldBe((null, "no round has a value"));
    }

    private static IEnumerable<string> Complaints(string json)
    {
        using var document = JsonDocument.Parse(json);
        var result = SchemaText.RunReport.Evaluate(document.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        return result.IsValid ? [] : [.. (result.Details ?? []).Where(one => one.Errors is not null)
            .SelectMany(one => one.Errors!.Select(error => $"{one.InstanceLocation}: {error.Value}")), "invalid"];
    }
}
