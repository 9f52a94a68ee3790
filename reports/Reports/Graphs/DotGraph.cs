using System.Globalization;
using System.Text;

namespace Harness.Reports.Graphs;

/// <summary>Writes a picture in Graphviz' language DOT, all of it.</summary>
internal static class DotGraph
{
    private const int LineLength = 40;

    /// <summary>The graph.</summary>
    public static string Of(GraphPicture picture)
    {
        var graph = AccessGraph.Of(picture.Paths, GraphLimits.None);
        var (ids, text) = (new GraphIds(graph), new StringBuilder());
        Begin(text, [picture.Title, GraphCaption.Of(graph, picture.Words, "")]);
        foreach (var node in ids.Nodes)
        {
            var lines = StopText.Wrapped(StopText.Of(node.Stop), LineLength).Append(StopText.PlaceOf(node.Stop));
            text.Append(CultureInfo.InvariantCulture, $"  {ids[node.Stop]} [label={DotText.Label(lines.Where(line => line.Length > 0))}, ")
                .Append(CultureInfo.InvariantCulture, $"shape={Shape(node.Stop.Layer)}{NodeStyle(node.Kind)}]\n");
        }

        foreach (var layer in ids.Nodes.GroupBy(node => node.Stop.Layer).Where(layer => layer.Count() > 1))
            text.Append(CultureInfo.InvariantCulture, $"  {{ rank=same; {string.Join("; ", layer.Select(node => ids[node.Stop]))} }}\n");
        foreach (var link in graph.Links)
            text.Append(CultureInfo.InvariantCulture, $"  {ids[link.From]} -> {ids[link.To]}{LinkStyle(link.Kind)}\n");
        return End(text, picture.Notes(graph, ""));
    }

    /// <summary>A graph of nothing but notes.</summary>
    public static string OfNotes(IEnumerable<string> notes)
    {
        var text = new StringBuilder();
        Begin(text, []);
        return End(text, notes);
    }

    private static void Begin(StringBuilder text, IEnumerable<string> caption)
    {
        text.Append("digraph access {\n");
        text.Append("  graph [rankdir=LR, charset=\"UTF-8\", fontname=\"Helvetica\", fontsize=12, labelloc=b, label=")
            .Append(DotText.Label(caption.Select(StopText.Line))).Append("]\n");
        text.Append("  node [fontname=\"Helvetica\", fontsize=11, style=filled, fillcolor=\"#ffffff\", color=\"#57606a\"]\n");
        text.Append("  edge [color=\"#57606a\"]\n");
    }

    private static string End(StringBuilder text, IEnumerable<string> notes)
    {
        foreach (var (index, note) in notes.Index())
        {
            var label = DotText.Label(StopText.Wrapped(StopText.Line(note), LineLength));
            text.Append(CultureInfo.InvariantCulture, $"  m{index + 1} [label={label}, shape=note, fillcolor=\"#fff8c5\"]\n");
        }

        return text.Append("}\n").ToString();
    }

    private static string Shape(int layer) => layer switch
    {
        0 => "ellipse",
        2 => "component",
        3 => "note",
        4 => "hexagon",
        _ => "box",
    };

    private static string NodeStyle(PathKind kind) => kind switch
    {
        PathKind.Wrong => ", color=\"#cf222e\", fillcolor=\"#ffebe9\", penwidth=3",
        PathKind.Missing => ", color=\"#cf222e\", fillcolor=\"#ffebe9\"",
        PathKind.Undecided => ", color=\"#9a6700\", fillcolor=\"#fff8c5\", style=\"filled,dashed\"",
        PathKind.Near => ", color=\"#6e7781\", fillcolor=\"#f6f8fa\", style=\"filled,dotted\"",
        PathKind.Narrowed => ", color=\"#0969da\", fillcolor=\"#ddf4ff\"",
        _ => "",
    };

    private static string LinkStyle(PathKind kind) => kind switch
    {
        PathKind.Wrong => " [color=\"#cf222e\", penwidth=3]",
        PathKind.Missing => " [color=\"#cf222e\", arrowhead=none]",
        PathKind.Undecided => " [color=\"#9a6700\", style=dashed]",
        PathKind.Near => " [color=\"#6e7781\", style=dotted, arrowhead=none]",
        PathKind.Narrowed => " [color=\"#0969da\"]",
        _ => "",
    };
}
