using System.Text.RegularExpressions;
using Harness.Reports.Graphs;

namespace Harness.Reports.Tests.Graphs;

/// <summary>One graph in two languages: what is drawn, how it is told apart, and what finds room.</summary>
internal sealed partial class PictureTests
{
    [Test]
    public void What_must_not_be_is_red_what_is_not_known_dashed_and_what_is_not_there_has_no_arrow()
    {
        var picture = Picture([.. Enum.GetValues<PathKind>().Select(kind => Path(kind, $"{kind}"))]);
        var (mermaid, dot) = (MermaidGraph.Of(picture, MermaidRoom.File), DotGraph.Of(picture));

        mermaid.ShouldContain("  n1 =====> n7\n");
        mermaid.ShouldContain("  n2 ------ n8\n");
        mermaid.ShouldContain("  n3 -....-> n9\n");
        mermaid.ShouldContain("  n4 -....- n10\n");
        mermaid.ShouldContain("  n5 -----> n11\n");
        mermaid.ShouldContain("  n6 -----> n12\n");
        mermaid.ShouldContain("  classDef narrowed fill:#ddf4ff,stroke:#0969da,color:#1f2328\n  class n5,n11 narrowed\n");
        mermaid.ShouldContain("  classDef wrong fill:#ffebe9,stroke:#cf222e,stroke-width:3px,color:#1f2328\n  class n1,n7 wrong\n");
        mermaid.ShouldContain("  linkStyle 0 stroke:#cf222e,stroke-width:3px\n");
        mermaid.ShouldContain("  linkStyle 2 stroke:#9a6700,stroke-dasharray:6 4\n");
        dot.ShouldContain("  n1 -> n7 [color=\"#cf222e\", penwidth=3]\n");
        dot.ShouldContain("  n2 -> n8 [color=\"#cf222e\", arrowhead=none]\n");
        dot.ShouldContain("  n3 -> n9 [color=\"#9a6700\", style=dashed]\n");
        dot.ShouldContain("  n4 -> n10 [color=\"#6e7781\", style=dotted, arrowhead=none]\n");
        dot.ShouldContain("  n5 -> n11 [color=\"#0969da\"]\n");
        dot.ShouldContain("  n6 -> n12\n");
    }

    [Test]
    public void A_stop_and_a_line_are_as_bad_as_the_worst_way_over_them()
    {
        var graph = AccessGraph.Of(AccessPath.Once([Path(PathKind.Fine, "a", "svc"), Path(PathKind.Wrong, "a", "svc")]), GraphLimits.None);

        graph.Nodes.Where(node => node.Stop.IsShown).ShouldAllBe(node => node.Kind == PathKind.Wrong);
        graph.Links.ShouldHaveSingleItem().Kind.ShouldBe(PathKind.Wrong);
    }

    /// <summary>Mermaid's own limits, which nobody can raise on GitHub.</summary>
    [TestCase(30, 1, TestName = "A diagram has no more lines than mermaid takes")]
    [TestCase(60, 10, TestName = "A diagram stays within what mermaid takes, with short names")]
    [TestCase(60, 5_000, TestName = "A diagram stays within what mermaid takes, with long names")]
    public void A_diagram_stays_within_what_mermaid_takes(int count, int length)
    {
        var paths = from i in Enumerable.Range(0, count)
                    from j in Enumerable.Range(0, count)
                    select Path(PathKind.Wrong, $"{i} {new string('"', length)}", $"{j} {Faces(length)}");
        var picture = Picture(AccessPath.Once(paths));

        foreach (var room in (MermaidRoom[])[MermaidRoom.File, MermaidRoom.Comment])
        {
            var (text, graph) = MermaidGraph.Drawn(picture, room);

            text.Length.ShouldBeLessThanOrEqualTo(room.Characters);
            Link().Count(text).ShouldBe(graph.Links.Count);
            graph.Links.Count.ShouldBeInRange(1, 500);
            Node().Count(text).ShouldBeInRange(2, room.Nodes);
            var (ways, stops) = ((count * count) - graph.Paths.Count, (2 * count) - Node().Count(text));
            text.ShouldContain($"There are {ways:#,##0} more, with {stops} stop");
        }

        Link().Count(DotGraph.Of(picture).Replace("->", "-->", StringComparison.Ordinal)).ShouldBe(count * count, "DOT has all of them");
    }

    [Test]
    public void What_could_not_be_checked_is_seen_although_every_way_is_fine()
    {
        var picture = Picture([Path(PathKind.Fine, "a")]) with { NotDecided = ["one \"thing\"", "two", "three", "four"] };

        MermaidGraph.Of(picture, MermaidRoom.File).ShouldContain("  m1>\"could not be checked: one #34;thing#34;\"]:::note\n");
        MermaidGraph.Of(picture, MermaidRoom.File).ShouldContain("  m4>\"#8230; and 1 more that could not be checked\"]:::note\n");
        DotGraph.Of(picture).ShouldContain("  m1 [label=\"could not be checked: one \\\"thing\\\"\", ");
    }

    [Test]
    public void No_way_at_all_is_said()
    {
        MermaidGraph.Of(Picture([]), MermaidRoom.File).ShouldContain("\n  m1>\"nobody has access, and nobody should\"]:::note\n");
        DotGraph.Of(Picture([])).ShouldContain("m1 [label=\"nobody has access, and nobody should\", ");
    }

    [Test]
    public void Ids_are_numbers_whatever_names_are()
    {
        var (one, other) = (Picture([Path(PathKind.Wrong, "n1[x]", "end")]), Picture([Path(PathKind.Wrong, "x", "y")]));

        Label().Replace(MermaidGraph.Of(one, MermaidRoom.File), "").ShouldBe(Label().Replace(MermaidGraph.Of(other, MermaidRoom.File), ""));
        Label().Replace(DotGraph.Of(one), "").ShouldBe(Label().Replace(DotGraph.Of(other), ""));
    }

    [Test]
    public void Texts_are_cut_where_people_stop_reading_and_places_at_their_beginning()
    {
        var stop = new PathStop(1, new string('x', 199) + "😀yz", "/a/long/" + new string('p', 80) + ".yaml:12");

        StopText.Of(stop).ShouldBe(new string('x', 199) + "…");
        StopText.PlaceOf(stop).ShouldEndWith("ppp.yaml:12");
        StopText.PlaceOf(stop).Length.ShouldBe(60);
        string.Join('|', StopText.Wrapped("RoleBinding shop/a-very-long-name-of-a-binding 😀😀😀", 20))
            .ShouldBe("RoleBinding shop/a-|very-long-name-of-a-|binding 😀😀😀");
        string.Join('|', StopText.Wrapped("services/proxy stats in shop, path /harness-no-such-path", 40))
            .ShouldBe("services/proxy stats in shop, path|/harness-no-such-path", "half a path reads like a whole one");
        string.Join('|', StopText.Wrapped("on /static/harness-no-such-path/below/it", 37))
            .ShouldBe("on|/static/harness-no-such-path/below/it");
        StopText.Wrapped(Faces(30), 15).ShouldAllBe(line => line.Length <= 16 && !char.IsLowSurrogate(line[0]));
    }

    [Test]
    public void A_token_in_a_name_is_shown_nowhere()
    {
        const string token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJwbGFudGVkIn0.cGxhbnRlZA";
        var picture = new GraphPicture($"who can {token}", [Path(PathKind.Fine, $"{new string('x', 190)} {token}", token)], _ => "ways")
        {
            NotDecided = [token],
        };

        MermaidGraph.Of(picture, MermaidRoom.File).ShouldNotContain("eyJ");
        DotGraph.Of(picture).ShouldNotContain("eyJ");
    }

    private static string Faces(int count) => string.Concat(Enumerable.Repeat("😀", count));

    private static GraphPicture Picture(IReadOnlyList<AccessPath> paths) => new("title", paths, PictureWords.OfPolicy);

    private static AccessPath Path(PathKind kind, string subject, string? service = null) =>
        AccessPath.Over(kind, subject, [new PathStop(1, "", "")], service ?? $"of {subject}");

    [GeneratedRegex(@"^  n\d+ (=+>|-+>) n\d+", RegexOptions.Multiline)]
    private static partial Regex Link();

    [GeneratedRegex(@"^  n\d+[\[({]", RegexOptions.Multiline)]
    private static partial Regex Node();

    [GeneratedRegex("\"([^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Label();
}
