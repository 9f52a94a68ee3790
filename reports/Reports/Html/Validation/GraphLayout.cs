using Harness.Reports.Graphs;

namespace Harness.Reports.Html.Validation;

/// <summary>A node with its row in its layer.</summary>
internal sealed record PlacedNode(GraphNode Node, int Row)
{
    public PathStop Stop => Node.Stop;
}

/// <summary>Where nodes stand: each layer in the order of what leads to it, so that few lines cross.</summary>
internal static class GraphLayout
{
    public static IReadOnlyList<PlacedNode> Of(AccessGraph graph)
    {
        var into = graph.Edges.ToLookup(edge => edge.To, edge => edge.From);
        var rows = new Dictionary<PathStop, int>();
        foreach (var layer in graph.Nodes.GroupBy(node => node.Stop.Layer))
        {
            var ordered = layer.OrderBy(node => layer.Key == 0 ? 0 : into[node.Stop].Average(from => rows[from]));
            foreach (var (row, node) in ordered.Index())
                rows[node.Stop] = row;
        }

        return [.. graph.Nodes.Select(node => new PlacedNode(node, rows[node.Stop]))];
    }
}
