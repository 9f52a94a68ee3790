using Harness.Reports.Charts;
using Harness.Reports.Graphs;

namespace Harness.Reports.Html.Validation;

/// <summary>Draws the access graph: a column for each of subject, binding, role, rule and service.</summary>
internal static class GraphDrawing
{
    private const double Width = 1400;
    private const double BoxWidth = 230;
    private const double BoxHeight = 52;
    private const double RowHeight = 64;
    private const double Top = 28;
    private const int LineLength = 30;
    private static readonly string[] Columns = ["Subject", "Binding", "Role", "Rule", "Service"];

    public static SafeHtml Of(AccessGraph graph, string description)
    {
        var nodes = GraphLayout.Of(graph);
        var rows = nodes.Max(node => node.Row) + 1;
        using var chart = new SvgChart("access-graph", "Access graph", description, Width, Top + (rows * RowHeight));
        foreach (var (layer, name) in Columns.Index())
            chart.Text(X(layer), 14, name, style: "label heading");
        var places = nodes.ToDictionary(node => node.Stop);
        // What is wrong lies on top.
        foreach (var edge in graph.Edges.OrderByDescending(edge => edge.Kind))
            Draw(chart, places[edge.From], places[edge.To], edge.Kind);
        foreach (var node in nodes)
            Draw(chart, node);
        return chart.Finish();
    }

    private static void Draw(SvgChart chart, PlacedNode from, PlacedNode to, PathKind kind)
    {
        var (x1, y1, x2, y2) = (X(from.Stop.Layer) + BoxWidth, Middle(from), X(to.Stop.Layer), Middle(to));
        var bend = (x2 - x1) / 2;
        chart.Leaf("path", null, ("class", $"edge {Style(kind)}"), ("d", Path(
            $"M{SvgChart.Number(x1)} {SvgChart.Number(y1)}",
            $"C{SvgChart.Number(x1 + bend)} {SvgChart.Number(y1)} {SvgChart.Number(x2 - bend)} {SvgChart.Number(y2)}",
            $"{SvgChart.Number(x2)} {SvgChart.Number(y2)}")));
    }

    private static void Draw(SvgChart chart, PlacedNode node)
    {
        var (x, y) = (X(node.Stop.Layer), Middle(node));
        if (!node.Stop.IsShown)
        {
            chart.Line(x, y, x + BoxWidth, y, $"edge {Style(node.Node.Kind)}");
            return;
        }

        var hint = node.Stop.Place.Length == 0 ? node.Stop.Text : $"{node.Stop.Text} ({node.Stop.Place})";
        chart.Box(x, y - (BoxHeight / 2), BoxWidth, BoxHeight, $"node {Style(node.Node.Kind)}", hint);
        var lines = Lines(node.Stop);
        foreach (var (index, line) in lines.Index())
        {
            var middle = y + 4 + ((index - ((lines.Count - 1) / 2.0)) * 15);
            chart.Text(x + 7, middle, line.Text, style: line.IsPlace ? "label source" : "label");
        }
    }

    /// <summary>Three lines at most; the place, which is to be opened, by its end: there is the line's number.</summary>
    private static List<(string Text, bool IsPlace)> Lines(PathStop stop)
    {
        var room = stop.Place.Length == 0 ? 3 : 2;
        var lines = StopText.Wrapped(PrintableText.Line(SecretMask.Of(stop.Text)), LineLength).ToList();
        if (lines.Count > room)
            lines = [.. lines.Take(room - 1), lines[room - 1] + "…"];
        List<(string, bool)> all = [.. lines.Select(line => (line, false))];
        if (stop.Place.Length > 0)
            all.Add((stop.Place.Length <= LineLength ? stop.Place : "…" + stop.Place[^(LineLength - 1)..], true));
        return all;
    }

    private static string Path(params string[] parts) => string.Join(' ', parts);

    private static string Style(PathKind kind) => kind switch
    {
        PathKind.Wrong => "wrong",
        PathKind.Missing => "missing",
        PathKind.Undecided => "undecided",
        _ => "fine",
    };

    private static double X(int layer) => layer * ((Width - BoxWidth - 2) / (Columns.Length - 1)) + 1;

    private static double Middle(PlacedNode node) => Top + (node.Row * RowHeight) + (RowHeight / 2);
}
