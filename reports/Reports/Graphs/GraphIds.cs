using System.Globalization;

namespace Harness.Reports.Graphs;

/// <summary>What stops are called inside a picture's language: numbers in the order of drawing, so that no name is part of it.</summary>
internal sealed class GraphIds
{
    private readonly Dictionary<PathStop, string> _ids;

    /// <summary>Numbers the stops that are shown.</summary>
    public GraphIds(AccessGraph graph)
    {
        Nodes = [.. graph.Nodes.Where(node => node.Stop.IsShown)];
        _ids = Nodes.Index().ToDictionary(
            one => one.Item.Stop, one => string.Create(CultureInfo.InvariantCulture, $"n{one.Index + 1}"));
    }

    /// <summary>The stops, in order.</summary>
    public IReadOnlyList<GraphNode> Nodes { get; }

    /// <summary>A stop's.</summary>
    public string this[PathStop stop] => _ids[stop];
}
