namespace Harness.Reports.Graphs;

/// <summary>How much of a graph a picture holds.</summary>
/// <param name="Nodes">Most stops with a text.</param>
/// <param name="Edges">Most lines.</param>
internal sealed record GraphLimits(int Nodes, int Edges)
{
    /// <summary>No limits.</summary>
    public static GraphLimits None { get; } = new(int.MaxValue, int.MaxValue);

    /// <summary>What can be read at a glance.</summary>
    public static GraphLimits Glance { get; } = new(30, int.MaxValue);
}
