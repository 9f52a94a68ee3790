using System.Text.RegularExpressions;
using Harness.Rbac.Analysis;
using Harness.Rbac.Objects;
using Harness.Rbac.Validation;
using Harness.Rbac.Yaml;
using Harness.Reports.Graphs;
using Harness.Reports.Html.Validation;
using Harness.Reports.Tests.Html;
using Harness.Reports.Validation;

namespace Harness.Reports.Tests.Validation;

internal sealed class ValidationHtmlTests
{
    [Test]
    public void A_violation_is_told_with_binding_role_and_rule_each_with_its_place_and_with_the_fix() =>
        Page(SampleValidation.Bad).Text.ShouldContain(
            "RoleBinding shop/other rbac/binding one.yaml:12 Role shop/wide rbac/role.yaml:4 "
            + "get, create services/proxy | every name rbac/role.yaml:9 name the services: resourceNames: [hello-app]");

    [Test]
    public void A_way_goes_from_subject_over_binding_role_and_rule_to_the_service_whatever_its_spelling()
    {
        var paths = ReportPaths.Of(SampleValidation.Bad);

        paths.Select(path => path.Kind).ShouldBe(
            [PathKind.Wrong, PathKind.Wrong, PathKind.Wrong, PathKind.Missing, PathKind.Undecided, PathKind.Fine]);
        paths[2].Stops.Select(stop => stop.Text).ShouldBe(
        [
            "serviceaccount:shop/other", "RoleBinding shop/other", "Role shop/wide", "get, create services/proxy | every name",
            "services/proxy of any other name in shop",
        ]);
        paths[1].Stops[^1].Text.ShouldBe("services/proxy hello-app in shop");
        paths[3].Stops.Select(stop => stop.Text).ShouldBe(
            ["serviceaccount:shop/consumer", "nothing grants it", "", "", "services/proxy hello-app in shop, other spellings or methods"]);
    }

    /// <summary>A way in red over the one that the policy allows would hide it, and call the service itself wrong.</summary>
    [Test]
    public void A_way_that_is_right_is_seen_beside_a_wrong_one_to_the_same_service()
    {
        var graph = Graph(SampleValidation.Bad with { Cells = [.. SampleValidation.Bad.Cells.Take(2)] });

        graph.Nodes.Where(node => node.Stop.Layer == 4).Select(node => (node.Stop.Text, node.Kind)).ShouldBe(
        [
            ("services/proxy hello-app in shop", PathKind.Fine),
            ("services/proxy hello-app in shop, other spellings or methods", PathKind.Missing),
        ], ignoreOrder: true);
    }

    [Test]
    public void A_picture_holds_thirty_stops_and_says_how_many_more_there_are()
    {
        var graph = Graph(Many(100));

        graph.Nodes.Count(node => node.Stop.Text.Length > 0).ShouldBeInRange(25, GraphLimits.Glance.Nodes);
        graph.AllPaths.ShouldBe(100);
        var left = 100 - graph.Paths.Count;
        Page(Many(100)).Text.ShouldContain($"There are {left} more, with {graph.MissingNodes} stops for which there was no room");
        (graph.Nodes.Count(node => node.Stop.Text.Length > 0) + graph.MissingNodes).ShouldBe(100 + 100 + 1 + 1 + 1);
    }

    /// <summary>Heading, card and links: whoever looks at the first screen reads each count once.</summary>
    [TestCase("bad", "11 violations", 0)]
    [TestCase("bad", "13 cells: 1 as expected, 9 open where it must be closed, 1 closed where it must be open,", 1)]
    [TestCase("bad", "2 findings", 1)]
    [TestCase("undecided", "1 thing could not be checked", 1)]
    [TestCase("undecided", "without an answer", 0)]
    [TestCase("undecided", "(1)", 0)]
    public void Each_count_stands_once_at_the_top(string report, string count, int times)
    {
        var page = Page(SampleValidation.ByName[report]).Text;
        var top = page[page.IndexOf("Skip to the report", StringComparison.Ordinal)..];

        top[..top.LastIndexOf(report == "bad" ? "What is wrong (" : "What could not be decided (", StringComparison.Ordinal)]
            .Split(count).Length.ShouldBe(times + 1, top);
    }

    [Test]
    public void Where_no_source_could_answer_the_top_says_so() => Page(SampleValidation.Good with { Cells = [] }).Text
        .ShouldContain("Not known 0 cells: none. No source could answer for any cell.");

    [Test]
    public void Stops_of_a_layer_have_rows_of_their_own()
    {
        var nodes = GraphLayout.Of(Graph(Many(100)));

        nodes.Select(node => (node.Stop.Layer, node.Row)).ShouldBeUnique();
    }

    [Test]
    public void What_is_wrong_finds_room_before_what_is_right() =>
        Graph(Many(100, fine: 50)).Paths.ShouldAllBe(path => path.Kind == PathKind.Wrong);

    [TestCase(Outcome.BadInput, "Nothing was checked: the input is wrong")]
    [TestCase(Outcome.Undecided, "Nothing was checked: what is needed for it could not be had")]
    public void A_failure_is_a_page_that_nobody_takes_for_a_report(Outcome outcome, string headline)
    {
        using var writer = new StringWriter();
        ValidationExporters.Of(ValidationFormat.Html, "/").Write(new ValidationFailure(outcome, "a.yaml:3: <b>no</b>\nsecond"), writer);
        var page = new PageText(writer.ToString());

        page.Text.ShouldContain(headline);
        page.Text.ShouldContain("a.yaml:3: <b>no</b> second");
        page.Text.ShouldContain("This page is no report");
        page.TagNames.ShouldNotContain("b");
    }

    [Test]
    public void So_much_is_wrong_that_a_page_shows_a_part_and_says_so()
    {
        var page = Page(SampleValidation.Huge);

        page.Html.Length.ShouldBeLessThan(2 * 1024 * 1024);
        page.Text.ShouldContain("And 1,800 more causes: --output json has all.");
    }

    [Test]
    public void Ids_are_unique_and_links_lead_to_one([Values("bad", "good", "undecided")] string name)
    {
        var page = Page(SampleValidation.ByName[name]);

        page.Values("id").ShouldBeUnique();
        page.Values("href").Where(address => address.StartsWith('#')).Select(address => address[1..]).Except(page.Values("id"))
            .ShouldBeEmpty();
    }

    /// <summary>How many lines a label takes differs; what kinds of tags and attributes there are does not.</summary>
    [TestCase("</title></svg><script>alert(1)</script>")]
    [TestCase("<img src=x onerror=alert(1)>")]
    [TestCase("\" onmouseover=\"alert(1)")]
    [TestCase("{{ headline }}{% include 'x' %}")]
    [TestCase("\u001b[31mred\0\u202E half a pair: \ud800\n\r\t")]
    public void A_name_is_a_text_wherever_it_stands(string name)
    {
        var (page, harmless) = (Page(Named(name)), Page(Named("name")));

        Kinds(page).Except(Kinds(harmless)).ShouldBeEmpty();
        page.Markup.ShouldNotContain("\u001b");
    }

    private static IEnumerable<string> Kinds(PageText page) => page.Tags
        .SelectMany(tag => Regex.Matches(tag, "^<[^ >]+|\\s[a-zA-Z-]+(?==\")").Select(match => match.Value)).Distinct();

    private static ValidationReport Named(string name) => SampleValidation.Bad with
    {
        Cells =
        [
            .. SampleValidation.Bad.Cells,
            new CellResult(
                new AccessCell(new RbacSubject(RbacSubjectKind.Group, name), new AccessQuestion(name, name, name, name, name), false, null),
                [
                    new CellAnswer(CellAnswerKind.Allowed, name)
                    {
                        Evidence = [new(name, new SourceLocation(name, 1)), new(name), new(name)],
                    },
                    new CellAnswer(CellAnswerKind.Allowed, name),
                ]),
        ],
        NotDecided = [name],
        Notes = [name],
    };

    private static AccessGraph Graph(ValidationReport report) => AccessGraph.Of(ReportPaths.Of(report), GraphLimits.Glance);

    private static PageText Page(ValidationReport report) => new(Rendering.Of(ValidationFormat.Html, report));

    private static ValidationReport Many(int subjects, int fine = 0) => SampleValidation.Good with
    {
        Cells =
        [
            .. Enumerable.Range(0, fine).Select(number => Cell(number, $"fine-{number}", isAllowed: true)),
            .. Enumerable.Range(0, subjects).Select(number => Cell(number, $"sa-{number}", isAllowed: false)),
        ],
    };

    private static CellResult Cell(int number, string name, bool isAllowed)
    {
        var subject = new RbacSubject(RbacSubjectKind.ServiceAccount, name, "shop");
        EvidenceStep[] evidence =
        [
            new($"RoleBinding shop/{number}", new SourceLocation("rbac.yaml", number + 1)), new("Role shop/wide"),
            new("get services/proxy"),
        ];
        var cell = SampleValidation.Good.Cells[0].Cell with { Subject = subject, IsAllowed = isAllowed };
        return new CellResult(
            cell, [new CellAnswer(CellAnswerKind.NotAsked, ""), new CellAnswer(CellAnswerKind.Allowed, "") { Evidence = evidence }]);
    }
}
