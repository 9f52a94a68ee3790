using System.Text.Json.Nodes;
using Harness.Rbac.Analysis;
using Harness.Rbac.Findings;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Validation;
using Harness.Rbac.Yaml;

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
            "OPEN       ClusterRoleBinding all (rbac.yaml:12): group:g0 can get services/proxy "
            + "\"a\", \"b\", \"c\" in namespace shop, and no policy allows it, and so on (39 cells of 13 subjects); "
            + "critical HR302 ×8: subject 0 may do everything, and so on; fix: remove 0");
        lines.Count.ShouldBe(5, "the cause, two hints, the verdict and the counts");
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
            .ShouldStartWith("UNDECIDED  manifests: ClusterRole x is not known: it is not known whether group:g0 can get services/proxy");
    }

    [Test]
    public void What_no_source_was_asked_is_undecided_with_the_reason_and_says_what_to_ask()
    {
        var report = Report(subjects: 0, findings: 0) with
        {
            Sources = ["probe"],
            Cells = [Cell("g", "a", new CellAnswer(CellAnswerKind.NotAsked, "no tokens for groups"))],
        };

        Lines(report, isVerbose: false)[0].ShouldBe(
            "UNDECIDED  probe: no tokens for groups: it is not known whether group:g can get services/proxy \"a\" in namespace shop; "
            + "fix: ask a source that can answer as well: live, static or manifests");
    }

    [Test]
    public void A_role_that_is_not_known_is_one_line_however_many_bind_it_with_its_findings()
    {
        var report = Report(subjects: 0, findings: 0) with
        {
            Cells =
            [
                .. Enumerable.Range(0, 4).Select(i => Cell(
                    $"g{i}", "a", new CellAnswer(CellAnswerKind.Undecided, $"RoleBinding b{i} binds it") { Missing = "ClusterRole x" })),
            ],
            Findings = [.. Enumerable.Range(0, 4).Select(i => NotThere("HR611", $"RoleBinding b{i}", "ClusterRole x"))],
        };

        var line = Lines(report, isVerbose: false).Where(line => line.Contains("ClusterRole x")).ShouldHaveSingleItem();

        line.ShouldStartWith("UNDECIDED  ClusterRole x: it is not known whether group:g0 can get");
        line.ShouldContain("and so on (4 cells of 4 subjects); low HR611 ×4: RoleBinding b0 lacks ClusterRole x, and so on; fix: ");
    }

    [Test]
    public void What_is_missing_to_several_bindings_is_one_line_and_to_one_it_is_the_bindings()
    {
        const string account = "ServiceAccount myproject/operator";
        var report = Report(subjects: 0, findings: 0) with
        {
            Findings =
            [
                NotThere("HR612", "RoleBinding a", account), NotThere("HR612", "RoleBinding b", account),
                NotThere("HR612", "RoleBinding c", "ServiceAccount monitoring/prometheus"),
            ],
        };

        Lines(report, isVerbose: false).Where(line => line.StartsWith("low", StringComparison.Ordinal)).ShouldBe(
        [
            $"low        {account}: HR612 ×2: RoleBinding a lacks {account}, and so on; fix: make it",
            "low        RoleBinding c (rbac.yaml:12): HR612: RoleBinding c lacks ServiceAccount monitoring/prometheus; fix: make it",
        ]);
    }

    [Test]
    public void Access_that_is_missing_is_told_once_with_the_rule_to_add()
    {
        var place = new SourceLocation("access.yaml", 10);
        var cell = Cell("x", "a", new CellAnswer(CellAnswerKind.Denied, "no rule allows it"));
        var finding = new Finding(
            Wide with { Id = "HR702", Severity = Severity.Low }, "consumer x", "x may not", [new("consumer x is group:x", Place)], "add it")
        {
            Location = place,
        };
        var report = Report(subjects: 0, findings: 0) with
        {
            Cells = [new CellResult(cell.Cell with { IsAllowed = true, Because = place }, cell.Answers)],
            Findings = [finding],
        };

        var lines = Lines(report, isVerbose: false);

        lines[0].ShouldStartWith("SHUT       the policy's allowance at access.yaml:10: group:x cannot get");
        lines[0].ShouldEndWith("; low HR702: x may not; fix: add it");
        lines.ShouldNotContain(line => line.StartsWith("low", StringComparison.Ordinal));
    }

    [Test]
    public void A_name_with_words_of_the_text_is_still_one_cause()
    {
        var report = Report(subjects: 0, findings: 0);
        CellResult Of(string one) => Cell(one, "x", Allowed($"RoleBinding shop/gives to {one}", $"group:{one}"));

        Lines(report with { Cells = [Of("a"), Of("b")] }, isVerbose: false)
            .Count(line => line.StartsWith("OPEN", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Test]
    public void Two_bindings_are_two_causes_and_a_finding_of_another_object_a_third()
    {
        var report = Report(subjects: 2, findings: 1);
        var other = Cell("x", "a", Allowed("RoleBinding other", $"group:x"));
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
               select Cell($"g{i}", name, Allowed("ClusterRoleBinding all", $"group:g{i}")),
        ],
        Findings =
        [
            .. Enumerable.Range(0, findings).Select(i => new Finding(
                Wide, "ClusterRoleBinding all", $"subject {i} may do everything",
                [Step("ClusterRoleBinding all", $"group:g{i}")], $"remove {i}")),
        ],
    };

    private static Finding NotThere(string id, string binding, string missing) => new(
        Wide with { Id = id, Severity = Severity.Low }, binding, $"{binding} lacks {missing}", [new(binding, Place)], "make it")
    {
        Missing = missing,
    };

    private static CellAnswer Allowed(string binding, string subject) =>
        new(CellAnswerKind.Allowed, "") { Evidence = [Step(binding, subject)] };

    private static EvidenceStep Step(string binding, string subject) => new($"{binding} to {subject}", Place) { Cause = binding };

    private static CellResult Cell(string group, string name, CellAnswer answer) => new(
        new AccessCell(
            new RbacSubject(RbacSubjectKind.Group, group), new AccessQuestion("shop", "", "services/proxy", name, "get"), false, null),
        [answer]);
}
