using System.Text.RegularExpressions;
using Harness.Rbac.Yaml;
using Harness.Reports.Annotations;
using Harness.Reports.Tests.Validation;
using Harness.Reports.Validation;
using Harness.Results;

namespace Harness.Reports.Tests;

/// <summary>Workflow commands as GitHub reads them.</summary>
internal sealed partial class GitHubAnnotationsTests
{
    [Test]
    public void Failed_scenarios_and_refuted_claims_are_errors_and_what_is_undecided_a_warning()
    {
        var lines = Lines(SampleRun.Rich);

        lines.ShouldContain("::error title=Partial results::the run was interrupted: Ctrl-C");
        lines.ShouldContain(line => line.StartsWith(
            "::error title=Refuted%3A C14::Verbs allow some HTTP methods and prohibit others%0Arefuted by Verbs.C14_create"));
        lines.ShouldContain(line => line.StartsWith("::error title=Failed%3A create opens POST and nothing else::"));
        lines.ShouldContain(line => line.StartsWith("::warning title=Undecided%3A An expired token is refused::"));
        lines[^1].ShouldBe("::notice title=Harness::Failed: 3 of 14 scenarios.");
    }

    [Test]
    public void No_more_than_GitHub_takes_are_written_and_the_others_are_counted()
    {
        var lines = Lines(SampleMany.Of(ManyKind.Failures));

        lines.Count(line => line.StartsWith("::error ", StringComparison.Ordinal)).ShouldBe(WorkflowCommands.Most);
        lines.Length.ShouldBe(12);
        lines[^1].ShouldBe(
            "::notice title=Harness::Failed: 10,003 of 10,014 scenarios. Not shown here: 9,998 more errors; the report has them.");
    }

    [Test]
    public void A_line_of_evidence_is_no_command_of_its_own()
    {
        var hostile = SampleScenarios.Rich[0] with
        {
            Title = "100 %, a: b\n::warning::x",
            Outcome = ScenarioOutcome.Failed,
            Reason = "a\r\n::error::b\u001b[31m ##[error]c %0A token=abcdefgh1234",
        };

        Lines(new RunResults(SampleRun.Manifest(RunState.Complete), [hostile], [])).ShouldContain(
            "::error title=Failed%3A 100 %25%2C a%3A b%0A%3A %3Awarning%3A%3Ax::"
            + "Workloads.C6_hello_app_answers%0Aa%0A: :error::b␛[31m # #[error]c %250A token=(masked)");
    }

    [Test]
    public void A_violation_stands_at_its_file_and_line() => Lines(SampleValidation.Bad).ShouldContain(line => line.StartsWith(
        "::error file=rbac/binding one.yaml,line=12,title=Open%2C and no policy allows it::RoleBinding shop/other: "));

    [Test]
    public void A_finding_that_does_not_fail_is_no_error()
    {
        var lines = Lines(SampleValidation.Bad);

        lines.ShouldContain(line => line.StartsWith("::error file=rbac/binding one.yaml,line=12,title=HR201 Missing resourceNames::"));
        lines.ShouldNotContain(line => line.Contains("HR102"), "low, and on standard input");
        lines[^1].ShouldEndWith("Not shown here: 1 notice; the report has them.");
    }

    [Test]
    public void A_file_outside_of_the_repository_is_not_named()
    {
        var finding = SampleValidation.Bad.Findings[1] with { Location = new SourceLocation("/elsewhere/role.yaml", 3) };

        Lines(SampleValidation.Good with { Findings = [finding] })[0].ShouldStartWith("::error title=HR201 ");
    }

    [TestCase("\n::error::x")]
    [TestCase("\r\n::stop-commands::x\n")]
    [TestCase("a,line=1::b%0A::c")]
    [TestCase("\u2028::warning::x")]
    public void A_name_makes_no_line_of_its_own(string name)
    {
        var finding = SampleValidation.Bad.Findings[1] with { On = name, Message = name, Fix = name, Location = new(name, 3) };

        var lines = Lines(SampleValidation.Bad with { Findings = [finding], Notes = [name], NotDecided = [name] });

        lines.Length.ShouldBe(7);
        lines.ShouldAllBe(line => Head().IsMatch(line));
    }

    [Test]
    public void What_could_not_be_checked_is_a_warning_and_bad_input_an_error()
    {
        Lines(SampleValidation.Undecided).ShouldContain(
            "::warning title=Could not be checked::the list of secrets could not be read: 403 <Forbidden>");
        using var text = new StringWriter { NewLine = "\n" };
        ValidationExporters.Of(ValidationFormat.GitHub, "/repository").Write(new ValidationFailure(Outcome.BadInput, "a: b\nc"), text);

        text.ToString().ShouldBe("::error title=Nothing was checked::a: b%0Ac\n"
            + "::notice title=Harness::Nothing was checked: the input is wrong.\n");
    }

    /// <summary>What is before the message, which may have everything in it but a line's end.</summary>
    [GeneratedRegex("^::(error|warning|notice) (file=[^:,]+,line=[0-9]+,)?title=[^:,]+::.")]
    private static partial Regex Head();

    private static string[] Lines(RunResults results) => Rendering.Of(new GitHubAnnotations(), results).TrimEnd('\n').Split('\n');

    private static string[] Lines(Harness.Rbac.Validation.ValidationReport report) =>
        Rendering.Of(ValidationFormat.GitHub, report).TrimEnd('\n').Split('\n');
}
