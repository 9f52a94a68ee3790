using System.Xml.Linq;
using Harness.Rbac.Validation;

namespace Harness.Reports.Tests.Validation;

internal sealed class ValidationJUnitTests
{
    [Test]
    public void There_is_a_case_for_each_cell_and_the_counts_are_those_of_the_cases()
    {
        var suite = Suite(SampleValidation.Bad);

        var cases = suite.Elements("testcase").ToList();
        var bad = SampleValidation.Bad;
        cases.Count.ShouldBe(bad.Cells.Count + bad.Findings.Count);
        foreach (var (attribute, element) in ((string, string)[])[("failures", "failure"), ("errors", "error"), ("skipped", "skipped")])
            ((int)suite.Attribute(attribute)!).ShouldBe(cases.Count(one => one.Element(element) is not null), attribute);
        cases.Count(one => one.Element("failure") is not null).ShouldBe(bad.Violations.Count() + bad.FailingFindings.Count());
    }

    [Test]
    public void No_two_cases_have_the_same_name() =>
        Suite(SampleValidation.Bad).Elements("testcase").Select(one => $"{one.Attribute("classname")} {one.Attribute("name")}")
            .ShouldBeUnique();

    [Test]
    public void What_could_not_be_asked_is_an_error_and_never_a_pass() =>
        Suite(SampleValidation.Undecided).Elements("testcase").ShouldAllBe(one => one.Element("error") != null);

    [Test]
    public void It_is_valid_by_the_schema([Values("bad", "good", "undecided")] string report) =>
        Schemas.Junit(Rendering.Of(ValidationFormat.Junit, SampleValidation.ByName[report])).ShouldBeEmpty();

    private static XElement Suite(ValidationReport report) =>
        XDocument.Parse(Rendering.Of(ValidationFormat.Junit, report)).Root!.Element("testsuite")!;
}
