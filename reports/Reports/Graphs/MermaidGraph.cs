using System.Globalization;
using System.Text;

namespace Harness.Reports.Graphs;

/// <summary>Writes a picture as a mermaid flowchart, which GitHub, GitLab and many wikis draw.</summary>
internal static class MermaidGraph
{
    private const string Rest = "--output dot has all of them";
    private static readonly (PathKind Kind, string Name, string Node, string Link)[] Styles =
    [
        (PathKind.Wrong, "wrong", "fill:#ffebe9,stroke:#cf222e,stroke-width:3px,color:#1f2328", "stroke:#cf222e,stroke-width:3px"),
        (PathKind.Missing, "missing", "fill:#ffebe9,stroke:#cf222e,color:#1f2328", "stroke:#cf222e"),
        (PathKind.Undecided, "undecided", "fill:#fff8c5,stroke:#9a6700,stroke-dasharray:6 4,color:#1f2328",
            "stroke:#9a6700,stroke-dasharray:6 4"),
        (PathKind.Near, "near", "fill:#f6f8fa,stroke:#6e7781,stroke-dasharray:1 4,color:#1f2328", "stroke:#6e7781,stroke-dasharray:1 4"),
        (PathKind.Narrowed, "narrowed", "fill:#ddf4ff,stroke:#0969da,color:#1f2328", "stroke:#0969da"),
        (PathKind.Fine, "fine", "fill:#ffffff,stroke:#57606a,color:#1f2328", "stroke:#57606a"),
    ];

    /// <summary>The diagram, with as many ways as there is room for.</summary>
    public static string Of(GraphPicture picture, MermaidRoom room) => Drawn(picture, room).Text;

    /// <summary>The same, and what is drawn in it.</summary>
    public static (string Text, AccessGraph Graph) Drawn(GraphPicture picture, MermaidRoom room)
    {
        var all = room.Limits().Select(limits => AccessGraph.Of(picture.Paths, limits)).Select(graph => (Text(picture, graph), graph));
        return all.First(one => one.Item1.Length <= room.Characters || one.graph.Paths.Count == 0);
    }

    /// <summary>A diagram of nothing but notes.</summary>
    public static string OfNotes(IEnumerable<string> notes)
    {
        var text = new StringBuilder("flowchart LR\n");
        WriteNotes(text, notes);
        return text.ToString();
    }

    private static string Text(GraphPicture picture, AccessGraph graph)
    {
        var (ids, text) = (new GraphIds(graph), new StringBuilder("flowchart LR\n"));
        text.Append("  accTitle: Access graph\n").Append(
            CultureInfo.InvariantCulture, $"  accDescr: {GraphCaption.Of(graph, picture.Words, Rest)}\n");
        foreach (var node in ids.Nodes)
        {
            var (open, close) = Shape(node.Stop.Layer);
            var label = MermaidText.Label(StopText.Of(node.Stop), StopText.PlaceOf(node.Stop));
            text.Append(CultureInfo.InvariantCulture, $"  {ids[node.Stop]}{open}{label}{close}\n");
        }

        foreach (var link in graph.Links)
            text.Append(CultureInfo.InvariantCulture, $"  {ids[link.From]} {Arrow(link)} {ids[link.To]}\n");
        WriteStyles(text, graph, ids);
        WriteNotes(text, picture.Notes(graph, Rest));
        return text.ToString();
    }

    private static void WriteStyles(StringBuilder text, AccessGraph graph, GraphIds ids)
    {
        foreach (var (kind, name, node, link) in Styles)
        {
            var nodes = ids.Nodes.Where(one => one.Kind == kind).Select(one => ids[one.Stop]).ToList();
            if (nodes.Count > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"  classDef {name} {node}\n");
                text.Append(CultureInfo.InvariantCulture, $"  class {string.Join(',', nodes)} {name}\n");
            }

            var links = graph.Links.Index().Where(one => one.Item.Kind == kind).Select(one => one.Index).ToList();
            if (links.Count > 0)
                text.Append(CultureInfo.InvariantCulture, $"  linkStyle {string.Join(',', links)} {link}\n");
        }
    }

    private static void WriteNotes(StringBuilder text, IEnumerable<string> notes)
    {
        var labels = notes.Select(note => MermaidText.Label(StopText.Line(note))).ToList();
        foreach (var (index, label) in labels.Index())
            text.Append(CultureInfo.InvariantCulture, $"  m{index + 1}>{label}]:::note\n");
        if (labels.Count > 0)
            text.Append("  classDef note fill:#fff8c5,stroke:#9a6700,color:#1f2328\n");
    }

    /// <summary>As long as it has layers to cross, so that each layer is a column.</summary>
    private static string Arrow(GraphEdge link)
    {
        var length = link.To.Layer - link.From.Layer;
        return link.Kind switch
        {
            PathKind.Wrong => new string('=', length + 1) + ">",
            PathKind.Missing => new string('-', length + 2),
            PathKind.Undecided => $"-{new string('.', length)}->",
            PathKind.Near => $"-{new string('.', length)}-",
            _ => new string('-', length + 1) + ">",
        };
    }

    /// <summary>Subject, binding, role, rule and service tell themselves apart without colour.</summary>
    private static (string Open, string Close) Shape(int layer) => layer switch
    {
        0 => ("([", "])"),
        1 => ("[", "]"),
        2 => ("[[", "]]"),
        3 => ("(", ")"),
        _ => ("{{", "}}"),
    };
}
