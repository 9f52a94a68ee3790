using Harness.Rbac.Findings;
using Harness.Rbac.Yaml;
using Harness.Reports.Tests.Validation;
using Harness.Results;

namespace Harness.Reports.Tests;

/// <summary>A job's log is read by more people than the run's folder: nothing that looks like a secret gets there.</summary>
internal sealed class MaskedAnnotationsTests
{
    private const string Secret = "hunter2hunter2hunter2";
    private const string Planted = $"password={Secret}";

    [Test]
    public void Of_a_run([Values("title", "reason", "subject", "observed", "claim", "state", "undecided")] string place)
    {
        var scenario = SampleScenarios.Rich[0] with
        {
            Title = Text("title"),
            Outcome = place == "undecided" ? ScenarioOutcome.Undecided : ScenarioOutcome.Failed,
            Reason = place == "undecided" ? Planted : Text("reason"),
            Observations = [new Observation(Text("subject"), "closed", Text("observed"), false, null)],
        };
        var manifest = SampleRun.Manifest(place == "state" ? RunState.Aborted : RunState.Complete);
        manifest = manifest with
        {
            StateReason = place == "state" ? Planted : null,
            Claims = [.. manifest.Claims.Select(claim => claim with { Text = Text("claim") })],
        };

        var text = Rendering.Of(new GitHubAnnotations(), new ReportInput(new RunResults(manifest, [scenario], [])));

        text.ShouldNotContain(Secret);
        text.ShouldContain("(masked)", Case.Sensitive, "the text is in it, or the test says nothing");

        string Text(string here) => here == place ? Planted : here;
    }

    [Test]
    public void Of_a_validation([Values("message", "on", "fix", "file", "cell", "undecided")] string place)
    {
        var report = SampleValidation.Bad;
        report = report with
        {
            Findings = [.. report.Findings.Select(Spoilt)],
            Cells = place != "cell" ? report.Cells
                : [.. report.Cells.Select(one => one with { Cell = one.Cell with { Subject = one.Cell.Subject with { Name = Planted } } })],
            NotDecided = place == "undecided" ? [Planted] : report.NotDecided,
        };

        var text = Rendering.Of(ValidationFormat.GitHub, report);

        text.ShouldNotContain(Secret);
        text.ShouldContain("(masked)", Case.Sensitive, "the text is in it, or the test says nothing");

        Finding Spoilt(Finding finding) => place switch
        {
            "message" => finding with { Message = Planted },
            "on" => finding with { On = Planted },
            "fix" => finding with { Fix = Planted },
            "file" => finding with { Location = new SourceLocation($"{Planted}.yaml", 1) },
            _ => finding,
        };
    }
}
