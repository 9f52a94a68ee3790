using System.Text.Json.Nodes;
using Harness.Rbac.Analysis;
using Harness.Rbac.Findings;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Validation;
using Harness.Rbac.Yaml;
using Harness.Reports.Validation;

namespace Harness.Reports.Tests.Validation;

/// <summary>One mistake is one line, however many cells and findings come of it.</summary>
internal sealed class ValidationCauseTests
{
    private static readonly SourceLocation Place = new("rbac.yaml", 12);
    private static readonly FindingRule Wide = new("HR302", Severity.Critical, "Everybody", "All.", new Uri("https://kubernetes.io/docs/"));

    [Test]
    public void A_binding_to_many_is_one_line_with_its_worst_finding_and_its_fix()
    {
        var lines = Lines(Report(subjects: 13, findings: 8), isVerbose: false);

        lines.Where(line => line.StartsWith("OPEN", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldBe(
            "OPEN       ClusterRoleBinding all (rbac.yaml:12): 39 cells of 13 subjects, first group:g0: group:g0 can get services/proxy "
            + "\"a\", \"b\", \"c\" in namespace shop, and no policy allows it, and so on; "
            + "critical HR302 ×8: subject 0 may do everything, and so on; fix: remove 0");
        lines.Count.ShouldBe(4, "the cause, the hint, the verdict and the counts");
        lines[1].ShouldContain("--verbose shows every cell and finding");
    }

    [Test]
    public void Verbose_shows_each_of_them()
    {
        var lines = Lines(Report(subjects: 13, findings: 8), isVerbose: true);

        lines.Count(line => line.StartsWith("OPEN", StringComparison.Ordinal)).ShouldBe(13);
        lines.Count(line => line.StartsWith("critical", StringComparison.Ordinal)).ShouldBe(8);
    }

    [Test]
    public void A_reason_why_nothing_is_known_is_told_once()
    {
        var report = Report(subjects: 0, findings: 0) with
        {
            Cells =
            [
                .. Enumerable.Range(0, 26).Select(i => Cell(
                    $"g{i}", "a", new CellAnswer(CellAnswerKind.Undecided, "ClusterRole x is not known"))),
            ],
        };

        Lines(report, isVerbose: false).Where(line => line.StartsWith("UNDECIDED", StringComparison.Ordinal)).ShouldHaveSingleItem()
            .ShouldStartWith("UNDECIDED  manifests: ClusterRole x is not known: 26 cells of 26 subjects, first group:g0");
    }

    [Test]
    public void Two_bindings_are_two_causes_and_a_finding_of_another_object_a_third()
    {
        var report = Report(subjects: 2, findings: 1);
        var other = Cell("x", "a", Allowed("RoleBinding other to group:x"));
        var finding = new Finding(
            Wide with { Severity = Severity.Low }, "Role old", "is dead", [new EvidenceStep("Role old", Place)], "remove it");

        var lines = Lines(report with { Cells = [.. report.Cells, other], Findings = [.. report.Findings, finding] }, isVerbose: false);

        lines.Count(line => line.StartsWith("OPEN", StringComparison.Ordinal)).ShouldBe(2);
        lines.ShouldContain("low        Role old (rbac.yaml:12): HR302: is dead; fix: remove it");
    }

    [Test]
    public void SARIF_has_one_result_for_its_cells_and_JSON_and_JUnit_have_all()
    {
        var report = Report(subjects: 13, findings: 8);

        var results = JsonNode.Parse(Rendering.Of(ValidationFormat.Sarif, report))!["runs"]![0]!["results"]!.AsArray();
        results.Count(result => (string?)result!["ruleId"] == "access-open").ShouldBe(1);
        ((string)results[0]!["message"]!["text"]!).ShouldContain("… and 3 more by the same cause");
        JsonNode.Parse(Rendering.Of(ValidationFormat.Json, report))!["cells"]!.AsArray().Count.ShouldBe(39);
        Rendering.Of(ValidationFormat.Junit, report).Split("<testcase").Length.ShouldBe(1 + 39 + 8);
    }

    [TestCase(ValidationFormat.Table)]
    [TestCase(ValidationFormat.Markdown)]
    [TestCase(ValidationFormat.Json)]
    [TestCase(ValidationFormat.Sarif)]
    [TestCase(ValidationFormat.Junit)]
    public void What_was_left_out_is_in_every_report(ValidationFormat format) =>
        Rendering.Of(format, Report(1, 0) with { Notes = ["left out by --exclude: admins"] })
            .ShouldContain("left out by --exclude: admins");

    private static List<string> Lines(ValidationReport report, bool isVerbose)
    {
        using var text = new StringWriter();
        ValidationExporters.Of(ValidationFormat.Table, "/", isVerbose).Write(report, text);
        return [.. text.ToString().TrimEnd('\n').Split('\n')];
    }

    private static ValidationReport Report(int subjects, int findings) => new()
    {
        Policy = new AccessPolicy("shop", ["shop"], [], []) { Location = new SourceLocation("access.yaml", 1) },
        Sources = ["manifests"],
        Cells =
        [
            .. from i in Enumerable.Range(0, subjects)
               from name in (string[])["a", "b", "c"]
               select Cell($"g{i}", name, Allowed($"ClusterRoleBinding all to group:g{i}")),
        ],
        Findings =
        [
            .. Enumerable.Range(0, findings).Select(i => new Finding(
                Wide, "ClusterRoleBinding all", $"subject {i} may do everything",
                [new EvidenceStep($"ClusterRoleBinding all to group:g{i}", Place)], $"remove {i}")),
        ],
    };

    private static CellAnswer Allowed(string binding) => new(CellAnswerKind.Allowed, "") { Evidence = [new EvidenceStep(binding, Place)] };

    private static CellResult Cell(string group, string name, CellAnswer answer) => new(
        new AccessCell(
            new RbacSubject(RbacSubjectKind.Group, group), new AccessQuestion("shop", "", "services/proxy", name, "get"), false, null),
        [answer]);
}
