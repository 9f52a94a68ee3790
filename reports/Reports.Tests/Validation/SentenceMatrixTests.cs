using Harness.Rbac.Validation;
using Harness.Reports.Validation;

namespace Harness.Reports.Tests.Validation;

/// <summary>A policy's sentences as a table, in every format for people.</summary>
internal sealed class SentenceMatrixTests
{
    [Test]
    public void Each_sentence_says_of_each_consumer_what_is_so()
    {
        var matrix = SentenceMatrix.Of(SampleSentences.Report);

        matrix.Consumers.ShouldBe(["developers", "viewers"]);
        matrix.Rows.Select(row => $"{row.Text}: {string.Join(", ", row.Cells.Select(cell => cell.State))}").ShouldBe(
        [
            "create deployments.apps: Can, MustNot",
            "get, list secrets: Cannot, Undecided",
            "do anything to pods/exec \"web-0\" in team: Must, NotJudged",
            "get services/proxy \"web\": Disagreement, InPart",
        ]);
    }

    [Test]
    public void A_sentence_of_which_only_some_verbs_are_judged_is_not_said_to_be_right()
    {
        var judged = SampleSentences.Report.Cells.Where(cell => cell.Cell.Question is { Resource: "secrets", Verb: "list" }).ToList();

        SentenceCell.Of(judged, areAll: true).State.ShouldBe(SentenceState.Cannot);
        SentenceCell.Of(judged, areAll: false).State.ShouldBe(SentenceState.NotJudged);
        SentenceMatrix.Of(SampleSentences.Report with { Cells = judged }).Rows[1].Cells[0].State.ShouldBe(SentenceState.NotJudged);
    }

    [TestCase(CellAnswerKind.Denied, "get services/proxy \"web\" at /metrics: Can, Cannot", TestName = "Paths that are let through")]
    [TestCase(
        CellAnswerKind.Allowed, "get services/proxy \"web\" at /metrics: MustNot, Cannot", TestName = "A path that is open beside them")]
    public void Of_a_service_with_paths_the_listed_ones_count(CellAnswerKind beside, string row)
    {
        var matrix = SentenceMatrix.Of(SampleSentences.WithPaths(beside));

        $"{matrix.Rows[0].Text}: {string.Join(", ", matrix.Rows[0].Cells.Select(cell => cell.State))}".ShouldBe(row);
    }

    [Test]
    public void A_policy_about_proxies_alone_has_none() => SentenceMatrix.Of(SampleValidation.Bad).Rows.ShouldBeEmpty();

    [Test]
    public void A_terminal_gets_aligned_columns() => SentenceLines.Of(SampleSentences.Report).ShouldBe(
    [
        "                                          developers   viewers",
        "create deployments.apps                   can          CAN, must not",
        "get, list secrets                         can't        UNDECIDED",
        "do anything to pods/exec \"web-0\" in team  CAN'T, must  -",
        "get services/proxy \"web\"                  DISAGREE     in part",
        "-: the policy does not judge it",
    ]);

    [Test]
    public void What_a_dash_stands_for_is_said_where_there_is_one()
    {
        var judged = SampleSentences.WithPaths(CellAnswerKind.Denied);

        Rendering.Of(ValidationFormat.Markdown, SampleSentences.Report).ShouldContain("|\n\n`-`: the policy does not judge it.\n");
        Rendering.Of(ValidationFormat.Markdown, judged).ShouldNotContain("does not judge");
        SentenceLines.Of(judged).ShouldNotContain(line => line.Contains("does not judge"));
    }

    [Test]
    public void Of_many_people_are_shown_some_and_told_of_the_rest()
    {
        var names = Enumerable.Range(0, 13).Select(i => $"c{i}").ToList();
        var row = new SentenceRow("get pods", [.. names.Select(_ => new SentenceCell(SentenceState.Can))]);

        var (shown, more) = new SentenceMatrix(names, [.. Enumerable.Repeat(row, 61)]).ForPeople();

        (shown.Consumers.Count, shown.Rows.Count, shown.Rows[0].Cells.Count).ShouldBe((10, 60, 10));
        more.ShouldBe("… and 1 more sentence and 3 more consumers: --output json has all");
    }

    [TestCase(ValidationFormat.Table, "create deployments.apps                   can          CAN, must not")]
    [TestCase(ValidationFormat.Markdown, "| create deployments.apps | can | **CAN, must not** |")]
    [TestCase(ValidationFormat.Html, "<td>can</td><td><span class=\"tag bad\">CAN, must not</span></td></tr>")]
    [TestCase(ValidationFormat.Json, "\"sentence\": \"create deployments.apps\"")]
    [TestCase(ValidationFormat.Sarif, "\"sentence\": \"create deployments.apps\"")]
    public void Every_format_has_it(ValidationFormat format, string text) =>
        Rendering.Of(format, SampleSentences.Report).ShouldContain(text);

    [Test]
    public void What_the_policy_denies_is_said_with_its_place_and_its_own_fix()
    {
        var table = Rendering.Of(ValidationFormat.Table, SampleSentences.Report);

        table.ShouldContain("group:team:viewers can create deployments.apps in namespace team, and the policy denies it (access.yaml:17)");
        table.ShouldContain("take it out of the policy's deny");
    }
}
