using Harness.Rbac.Validation;

namespace Harness.Reports.Html.Validation;

/// <summary>A stop with its row in its layer.</summary>
internal sealed record GraphNode(PathStop Stop, int Row, PathKind Kind);

/// <summary>A line between two stops.</summary>
internal sealed record GraphEdge(PathStop From, PathStop To, PathKind Kind);

/// <summary>As many ways of a validation as a picture holds, in layers; those that are wrong first.</summary>
/// <param name="Nodes">Stops, and passages without a text.</param>
/// <param name="Edges">Lines.</param>
/// <param name="Paths">Ways that are drawn.</param>
/// <param name="AllPaths">Ways there are.</param>
/// <param name="MissingNodes">Stops for which there was no room.</param>
internal sealed record AccessGraph(
    IReadOnlyList<GraphNode> Nodes, IReadOnlyList<GraphEdge> Edges, IReadOnlyList<AccessPath> Paths, int AllPaths, int MissingNodes)
{
    /// <summary>Stops with a text that a picture holds.</summary>
    public const int MostNodes = 30;

    public static AccessGraph Of(ValidationReport report)
    {
        var all = AccessPath.Of(report);
        var drawn = Fitting(all);
        var edges = drawn.SelectMany(EdgesOf).OrderBy(edge => edge.Kind).DistinctBy(edge => (edge.From, edge.To)).ToList();
        return new AccessGraph(Placed(drawn, edges), edges, drawn, all.Count, Stops(all).Except(Stops(drawn)).Count());
    }

    /// <summary>Ways in their order whose stops all find room; none as long as one that is worse finds none.</summary>
    private static List<AccessPath> Fitting(IReadOnlyList<AccessPath> all)
    {
        var (taken, drawn) = (new HashSet<PathStop>(), new List<AccessPath>());
        PathKind? leftOut = null;
        foreach (var path in all.TakeWhile(path => leftOut is null || path.Kind == leftOut))
        {
            var added = path.Stops.Where(stop => stop.Text.Length > 0 && !taken.Contains(stop)).ToList();
            if (taken.Count + added.Count > MostNodes)
            {
                leftOut = path.Kind;
                continue;
            }

            taken.UnionWith(added);
            drawn.Add(path);
        }

        return drawn;
    }

    private static IEnumerable<GraphEdge> EdgesOf(AccessPath path) =>
        path.Stops.Zip(path.Stops.Skip(1), (from, to) => new GraphEdge(from, to, path.Kind));

    private static IEnumerable<PathStop> Stops(IEnumerable<AccessPath> paths) =>
        paths.SelectMany(path => path.Stops).Where(stop => stop.Text.Length > 0).Distinct();

    /// <summary>Each layer in the order of what leads to it, so that few lines cross.</summary>
    private static List<GraphNode> Placed(List<AccessPath> paths, List<GraphEdge> edges)
    {
        var kinds = paths.SelectMany(path => path.Stops.Select(stop => (stop, path.Kind))).GroupBy(one => one.stop)
            .ToDictionary(same => same.Key, same => same.Min(one => one.Kind));
        var into = edges.ToLookup(edge => edge.To, edge => edge.From);
        var rows = new Dictionary<PathStop, int>();
        foreach (var layer in kinds.Keys.GroupBy(stop => stop.Layer).OrderBy(layer => layer.Key))
        {
            var ordered = layer.OrderBy(stop => layer.Key == 0 ? 0 : into[stop].Average(from => rows[from])).ToList();
            foreach (var (row, stop) in ordered.Index())
                rows[stop] = row;
        }

        return [.. rows.Select(one => new GraphNode(one.Key, one.Value, kinds[one.Key]))];
    }
}
