using System.Xml.Linq;
using Harness.Results;

namespace Harness.Reports.Tests;

/// <summary>junit.xml as a CI system reads it.</summary>
internal sealed class JUnitReportTests
{
    [Test]
    public void Every_scenario_is_a_test_case_and_the_counts_agree_with_the_elements()
    {
        var suite = Suite(SampleRun.Rich with { Manifest = SampleRun.Manifest(RunState.Complete) });

        suite.Elements("testcase").Select(test => $"{test.Attribute("classname")!.Value}.{test.Attribute("name")!.Value}")
            .Where(name => !name.StartsWith("Access matrix.", StringComparison.Ordinal))
            .ShouldBe(SampleScenarios.Rich.Select(scenario => scenario.Name));
        (string Count, string Element)[] pairs =
            [("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")];
        foreach (var (count, element) in pairs)
            ((int)suite.Attribute(count)!).ShouldBe(suite.Descendants(element).Count(), count);
        ((double)suite.Attribute("time")!).ShouldBe(106.44, 0.0001);
    }

    [TestCase("create: GET", "failure", "expected Forbidden, observed Allowed")]
    [TestCase("create: WebSocket", "error", "expected Forbidden, observed Failed")]
    [TestCase("get: POST", null, null)]
    public void Every_cell_is_a_test_case_and_one_without_an_answer_is_undecided(string name, string? element, string? message)
    {
        var cell = Suite(SampleRun.Rich).Elements("testcase").Single(test => test.Attribute("name")!.Value == name);

        cell.Attribute("classname")!.Value.ShouldBe("Access matrix.HTTP methods by granted verb");
        cell.Elements().Select(one => one.Name.LocalName).ShouldBe(element is null ? [] : [element]);
        cell.Elements().FirstOrDefault()?.Attribute("message")!.Value.ShouldBe(message);
    }

    [Test]
    public void A_cell_at_which_two_scenarios_looked_is_one_case_and_wrong_where_one_found_it_so()
    {
        var right = new MatrixCell("m", "r", "c", "Forbidden", "Forbidden");
        var wrong = right with { Observed = "Allowed" };

        var suite = Suite(new RunResults(SampleRun.Manifest(RunState.Complete), [
            SampleScenarios.Rich[0] with { Cells = [right] }, SampleScenarios.Rich[1] with { Cells = [wrong] }], []));

        var cell = suite.Elements("testcase").Single(test => test.Attribute("name")!.Value == "r: c");
        cell.Element("failure")!.Value.ShouldBe($"seen by {SampleScenarios.Rich[1].Name}");
    }

    [TestCase("Grants.C11_a_role", "Grants", "C11_a_role")]
    [TestCase("Harness.Scenarios.Grants.C11", "Harness.Scenarios.Grants", "C11")]
    [TestCase("Verbs.C14(\"a.b\",1.5)", "Verbs", "C14(\"a.b\",1.5)")]
    [TestCase("C14(1.5)", "Scenarios", "C14(1.5)")]
    [TestCase("Alone", "Scenarios", "Alone")]
    [TestCase("", "Scenarios", "")]
    public void The_class_is_what_comes_before_the_last_dot_outside_of_arguments(string scenario, string className, string name)
    {
        var test = Suite(With(SampleScenarios.Rich[0] with { Name = scenario })).Element("testcase")!;

        test.Attribute("classname")!.Value.ShouldBe(className);
        test.Attribute("name")!.Value.ShouldBe(name);
    }

    [Test]
    public void An_undecided_scenario_is_an_error_and_never_a_failure_or_a_pass()
    {
        var test = Suite(With(SampleScenarios.Rich.Single(s => s.Outcome == ScenarioOutcome.Undecided))).Element("testcase")!;

        test.Element("failure").ShouldBeNull();
        test.Element("error")!.Attribute("message")!.Value.ShouldBe("the API server stopped answering");
    }

    [TestCase(RunState.Running)]
    [TestCase(RunState.Interrupted)]
    [TestCase(RunState.Aborted)]
    public void A_partial_run_is_red_although_all_that_ran_passed(RunState state)
    {
        var suite = Suite(SampleRun.Good with { Manifest = SampleRun.Manifest(state) });

        suite.Attribute("errors")!.Value.ShouldBe("1");
        suite.Elements("testcase").Last()
            .Element("error")!.Attribute("message")!.Value.ShouldStartWith("the results are partial: the run ");
    }

    [Test]
    public void Every_character_that_XML_forbids_is_replaced_and_every_other_kept()
    {
        // All of the basic plane, half surrogate pairs included, and one character beyond it.
        var hostile = string.Concat(Enumerable.Range(0, 0x10000).Select(i => (char)i)) + "😀";

        var failure = Suite(With(SampleScenarios.Rich[0] with
        {
            Name = $"Class{hostile}.name",
            Outcome = ScenarioOutcome.Failed,
            Reason = $"<>&\"'\n{hostile}",
            Observations = [new Observation("subject", hostile, "]]>", false, hostile)],
        })).Descendants("failure").Single();

        failure.Attribute("message")!.Value.ShouldStartWith("<>&\"'\n");
        failure.Value.ShouldContain("observed ]]>");
        failure.Value.ShouldEndWith("😀");
        failure.Value.ShouldContain("␛");
    }

    [Test]
    public void It_is_valid_by_the_schema([Values] ManyKind kind) => Schemas.Junit(Rendering.Of(new JUnitReport(), SampleMany.Of(kind)))
        .ShouldBeEmpty();

    [TestCase("classname=\"", "classnam=\"", "classnam")]
    [TestCase("tests=\"", "tests=\"x", "tests")]
    [TestCase("<failure ", "<failure/><failure ", "failure")]
    [TestCase("</testcase>", "<properties/></testcase>", "properties")]
    public void The_schema_finds_what_is_wrong(string right, string wrong, string named)
    {
        var xml = Rendering.Of(new JUnitReport(), SampleRun.Rich);

        Schemas.Junit(xml.Replace(right, wrong, StringComparison.Ordinal)).ShouldContain(line => line.Contains($"'{named}'"));
    }

    private static RunResults With(ScenarioResult scenario) => new(SampleRun.Manifest(RunState.Complete), [scenario], []);

    private static XElement Suite(RunResults results) =>
        XDocument.Parse(Rendering.Of(new JUnitReport(), results)).Root!.Element("testsuite")!;
}
