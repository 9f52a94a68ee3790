namespace Harness.Reports.Graphs;

/// <summary>A stop, by the worst way over it.</summary>
internal sealed record GraphNode(PathStop Stop, PathKind Kind);

/// <summary>A line between two stops, by the worst way over it.</summary>
internal sealed record GraphEdge(PathStop From, PathStop To, PathKind Kind);

/// <summary>As many ways of access as a picture holds; those that are wrong first.</summary>
/// <param name="Paths">Ways that are drawn.</param>
/// <param name="AllPaths">Ways there are.</param>
/// <param name="MissingNodes">Stops for which there was no room.</param>
internal sealed record AccessGraph(IReadOnlyList<AccessPath> Paths, int AllPaths, int MissingNodes)
{
    /// <summary>Stops, passages without a text among them, layer by layer and in the order of the ways.</summary>
    public IReadOnlyList<GraphNode> Nodes { get; } =
    [
        .. Paths.SelectMany(path => path.Stops.Select(stop => (Stop: stop, path.Kind))).GroupBy(one => one.Stop)
            .Select(same => new GraphNode(same.Key, same.Min(one => one.Kind))).OrderBy(node => node.Stop.Layer),
    ];

    /// <summary>Lines from each layer to the next.</summary>
    public IReadOnlyList<GraphEdge> Edges { get; } = Distinct(Paths.SelectMany(path => EdgesOf(path, path.Stops)));

    /// <summary>Lines from each stop with a text to the next that has one.</summary>
    public IReadOnlyList<GraphEdge> Links { get; } = Distinct(Paths.SelectMany(LinksOf));

    /// <summary>A graph of ways.</summary>
    /// <param name="all">The ways, in the order in which they find room.</param>
    /// <param name="limits">How many stops and lines there is room for.</param>
    public static AccessGraph Of(IReadOnlyList<AccessPath> all, GraphLimits limits)
    {
        var drawn = Fitting(all, limits);
        return new AccessGraph(drawn, all.Count, Shown(all).Except(Shown(drawn)).Count());
    }

    /// <summary>Ways in their order that find room as a whole; none as long as one that is worse finds none.</summary>
    private static List<AccessPath> Fitting(IReadOnlyList<AccessPath> all, GraphLimits limits)
    {
        var (stops, links) = (new HashSet<PathStop>(), new HashSet<(PathStop From, PathStop To)>());
        var drawn = new List<AccessPath>();
        PathKind? leftOut = null;
        foreach (var path in all.TakeWhile(path => leftOut is null || path.Kind == leftOut))
        {
            var addedStops = path.Stops.Where(stop => stop.IsShown && !stops.Contains(stop)).ToList();
            var addedLinks = LinksOf(path).Select(link => (link.From, link.To)).Where(link => !links.Contains(link)).ToList();
            if (stops.Count + addedStops.Count > limits.Nodes || links.Count + addedLinks.Count > limits.Edges)
            {
                leftOut = path.Kind;
                continue;
            }

            stops.UnionWith(addedStops);
            links.UnionWith(addedLinks);
            drawn.Add(path);
        }

        return drawn;
    }

    private static IEnumerable<GraphEdge> LinksOf(AccessPath path) => EdgesOf(path, [.. path.Stops.Where(stop => stop.IsShown)]);

    private static IEnumerable<GraphEdge> EdgesOf(AccessPath path, IReadOnlyList<PathStop> stops) =>
        stops.Zip(stops.Skip(1), (from, to) => new GraphEdge(from, to, path.Kind));

    private static List<GraphEdge> Distinct(IEnumerable<GraphEdge> edges) =>
        [.. edges.OrderBy(edge => edge.Kind).DistinctBy(edge => (edge.From, edge.To))];

    private static IEnumerable<PathStop> Shown(IEnumerable<AccessPath> paths) =>
        paths.SelectMany(path => path.Stops).Where(stop => stop.IsShown).Distinct();
}
