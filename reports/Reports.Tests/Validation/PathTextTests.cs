using Harness.Rbac.Admission;
using Harness.Rbac.Analysis;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Validation;
using Harness.Rbac.Yaml;

namespace Harness.Reports.Tests.Validation;

/// <summary>Cells with a path name it in every format, and what to do is about admission and not about the grant.</summary>
internal sealed class PathTextTests
{
    private const string Why = "no admission policy refuses any path of it";

    private static CellAnswer Open { get; } = new(CellAnswerKind.Allowed, Why)
    {
        Evidence = [new EvidenceStep("RoleBinding shop/scraper", null)],
    };

    [Test]
    public void Every_format_names_the_path([Values] ValidationFormat format) =>
        Text(format, Cell("/admin", isAllowed: false, Open), Cell("/metrics", isAllowed: true, Open)).ShouldContain("/admin");

    [Test]
    public void Open_paths_have_one_cause_and_its_fix_is_the_admission_policy()
    {
        var text = Text(ValidationFormat.Table, Cell("/admin", isAllowed: false, Open), Cell("/", isAllowed: false, Open));

        text.Split('\n').Where(line => line.StartsWith("OPEN", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldStartWith(
            "OPEN       no admission policy guards these paths: user:jane can get services/proxy \"web\" in namespace shop at path /admin, "
            + "and no policy allows it, and so on (2 cells); fix: apply the admission policy that generate prints, with its binding");
    }

    [Test]
    public void Where_calls_alone_show_it_they_are_one_cause_too() => Text(
        ValidationFormat.Table,
        Cell("/admin", isAllowed: false, new CellAnswer(CellAnswerKind.Allowed, "GET /admin → 200")),
        Cell("/", isAllowed: false, new CellAnswer(CellAnswerKind.Allowed, "GET / → 200")))
        .ShouldContain("OPEN       nothing refuses these paths: user:jane can get");

    [Test]
    public void A_path_that_is_shut_says_what_to_apply() => Text(
        ValidationFormat.Table,
        Cell("/metrics", isAllowed: true, new CellAnswer(CellAnswerKind.Denied, "refused")))
        .ShouldContain("fix: apply what generate prints now; or, if it is not intended, remove the path from the policy");

    [TestCase(CellAnswerKind.Allowed, PathDoubt.NoPolicies, "upgrade to Kubernetes 1.30 or later and apply what generate prints, or have a "
        + "webhook refuse the path (docs/admission.md); or, if it is intended, add the path to the policy")]
    [TestCase(CellAnswerKind.Denied, PathDoubt.NoPolicies, "have the webhook that refuses the path let it through; or,")]
    [TestCase(CellAnswerKind.Undecided, PathDoubt.NoPolicies, "upgrade to Kubernetes 1.30 or later and apply what generate prints, or have "
        + "a webhook refuse paths (docs/admission.md)\n")]
    [TestCase(CellAnswerKind.Allowed, PathDoubt.NotAsGenerated, "replace both by what generate prints now (kubectl replace, as apply keeps "
        + "what others added); or, if it is intended, add the path")]
    [TestCase(CellAnswerKind.Undecided, PathDoubt.NotAsGenerated, "replace both by what generate prints now (kubectl replace, as apply "
        + "keeps what others added), and validate again")]
    public void What_to_do_goes_by_why_admission_is_not_known(CellAnswerKind probe, PathDoubt doubt, string fix)
    {
        var isAllowed = probe == CellAnswerKind.Denied;
        var cell = Cell("/", isAllowed, new CellAnswer(CellAnswerKind.Undecided, "not known") { Doubt = doubt });

        Text(ValidationFormat.Table, new CellResult(cell.Cell, [cell.Answers[0], new CellAnswer(probe, "called")]))
            .ShouldContain($"; fix: {fix}");
    }

    /// <summary>It needs a cluster and a service account's token, sends GET and HEAD, and is no news to whoever gave it.</summary>
    [TestCase("live", RbacSubjectKind.ServiceAccount, "get", true)]
    [TestCase("static", RbacSubjectKind.ServiceAccount, "get", true)]
    [TestCase("static,probe", RbacSubjectKind.ServiceAccount, "get", false)]
    [TestCase("manifests", RbacSubjectKind.ServiceAccount, "get", false)]
    [TestCase("audit", RbacSubjectKind.ServiceAccount, "get", false)]
    [TestCase("static", RbacSubjectKind.User, "get", false)]
    [TestCase("static", RbacSubjectKind.Group, "get", false)]
    [TestCase("static", RbacSubjectKind.ServiceAccount, "create", false)]
    public void A_probe_is_suggested_where_it_was_not_given_and_can_tell(string sources, RbacSubjectKind kind, string verb, bool isSaid)
    {
        var asked = sources.Split(',');
        var subject = new RbacSubject(kind, "jane", kind == RbacSubjectKind.ServiceAccount ? "shop" : null);
        AccessCell Cell(string path, bool isAllowed) =>
            new(subject, new AccessQuestion("shop", "", "services/proxy", "web", verb), isAllowed, null) { Path = path };
        string Report(CellAnswerKind answer, PathDoubt doubt)
        {
            List<CellAnswer> answers = [.. asked.Select(_ => new CellAnswer(answer, "not known") { Doubt = doubt })];
            return Text(ValidationFormat.Table, asked, new CellResult(Cell("/metrics", isAllowed: true), answers));
        }

        Report(CellAnswerKind.Undecided, PathDoubt.NoPolicies).Contains("; --probe calls them", StringComparison.Ordinal).ShouldBe(isSaid);
        Report(CellAnswerKind.NotAsked, PathDoubt.None).Contains("static, manifests or probe", StringComparison.Ordinal).ShouldBe(isSaid);
    }

    [Test]
    public void Where_there_is_no_source_at_all_the_cell_is_undecided() => Text(
        ValidationFormat.Table,
        new CellResult(Cell("/", isAllowed: true, new CellAnswer(CellAnswerKind.NotAsked, "")).Cell, []))
        .ShouldContain("UNDECIDED  no source gives an answer");

    [Test]
    public void A_path_that_nobody_was_asked_about_names_the_sources_that_know_paths() => Text(
        ValidationFormat.Table, Cell("/metrics", isAllowed: true, new CellAnswer(CellAnswerKind.NotAsked, "no path")))
        .ShouldContain("fix: ask a source that knows paths as well: static or manifests\n");

    [Test]
    public void What_admission_makes_of_it_stands_below_what_RBAC_does() => Text(
        ValidationFormat.Table, isVerbose: true, Cell("/admin", isAllowed: false, Open)).ShouldContain(Why);

    [Test]
    public void A_source_says_how_many_cells_it_was_asked_about_where_it_was_not_about_all()
    {
        var unasked = new CellAnswer(CellAnswerKind.NotAsked, "no path");

        Text(ValidationFormat.Table, Cell("/", isAllowed: false, Open), Cell("/a", isAllowed: false, unasked), Cell("/b", false, unasked))
            .ShouldContain("(static (1 of 3 cells); ");
        Text(ValidationFormat.Table, Cell("/a", isAllowed: false, unasked)).ShouldContain("(static (asked nothing); ");
        Text(ValidationFormat.Table, Cell("/", isAllowed: false, Open)).ShouldContain("(static; ");
        Text(ValidationFormat.Json, Cell("/", isAllowed: false, Open), Cell("/a", isAllowed: false, unasked))
            .ShouldContain("\"asked\": {\n    \"static\": 1\n  }");
    }

    private static string Text(ValidationFormat format, params CellResult[] cells) => Text(format, isVerbose: false, cells);

    private static string Text(ValidationFormat format, bool isVerbose, params CellResult[] cells) =>
        Text(format, isVerbose, cells[0].Answers.Count == 0 ? [] : ["static"], cells);

    private static string Text(ValidationFormat format, IReadOnlyList<string> sources, params CellResult[] cells) =>
        Text(format, isVerbose: false, sources, cells);

    private static string Text(ValidationFormat format, bool isVerbose, IReadOnlyList<string> sources, CellResult[] cells)
    {
        using var text = new StringWriter();
        ValidationExporters.Of(format, "/", isVerbose).Write(new ValidationReport
        {
            Policy = new AccessPolicy("shop", ["shop"], [], []) { Location = new SourceLocation("access.yaml", 1) },
            Sources = sources,
            Cells = cells,
            Findings = [],
        }, text);
        return text.ToString();
    }

    private static CellResult Cell(string path, bool isAllowed, CellAnswer answer) => new(
        new AccessCell(
            new RbacSubject(RbacSubjectKind.User, "jane"), new AccessQuestion("shop", "", "services/proxy", "web", "get"), isAllowed,
            isAllowed ? new SourceLocation("access.yaml", 9) : null)
        {
            Path = path,
        },
        [answer]);
}
