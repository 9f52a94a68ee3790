namespace Harness.Reports.Graphs;

/// <summary>A way of access: subject → binding → role → rule → service.</summary>
/// <param name="Kind">How it is to be seen.</param>
/// <param name="Stops">One in each layer.</param>
internal sealed record AccessPath(PathKind Kind, IReadOnlyList<PathStop> Stops)
{
    private const int Layers = 5;

    /// <summary>A way over what is known between its ends; it passes the layers of which nothing is.</summary>
    public static AccessPath Over(PathKind kind, string subject, IReadOnlyList<PathStop> middle, string service)
    {
        var stops = Enumerable.Range(1, Layers - 2).Select(layer => middle.FirstOrDefault(stop => stop.Layer == layer)
            ?? new PathStop(layer, "", "") { Key = $"{subject} {middle[0].Text} {service}" });
        return new AccessPath(kind, [new PathStop(0, subject, ""), .. stops, new PathStop(Layers - 1, service, "")]);
    }

    /// <summary>Each way once, the worst kind first and else by name: the order of files, or of a cluster's lists, says nothing.</summary>
    public static IReadOnlyList<AccessPath> Once(IEnumerable<AccessPath> paths) =>
    [
        .. paths.Select(path => (Path: path, Name: string.Join('\u001f', path.Stops.Select(stop => stop.Text + '\u001e' + stop.Key))))
            .DistinctBy(one => (one.Path.Kind, one.Name)).OrderBy(one => one.Path.Kind).ThenBy(one => one.Name, StringComparer.Ordinal)
            .Select(one => one.Path),
    ];
}
